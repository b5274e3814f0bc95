import { readCreditor } from '../creditors/store.ts';
import { signInChoices } from '../creditors/store-doorways.ts';
import { personOf, readMemberOfPerson } from '../creditors/store-members.ts';
import { mailSignInLink } from '../sending/mail-sign-in-link.ts';
import type { InstallTools } from './tools.ts';

/**
 * Mails a sign-in link to an address that may sign in somewhere; one that may not gets nothing, and nobody is told which
 * it was. A creditor that waits for this address to claim it comes first. Wherever the link leads, one may step over to
 * the others from there.
 */
export async function askSignIn(tools: InstallTools, email: string): Promise<void> {
  const [choice] = await signInChoices(tools.db, email);
  if (!choice) return;

  await tools.openWork({ creditorId: choice.creditorId, actor: { kind: 'machine', id: 'sign-in' } }, async (work) => {
    const creditor = await readCreditor(work);
    const personId = await personOf(work, email);
    const member = await readMemberOfPerson(work, personId);

    await mailSignInLink(work, tools, {
      personId,
      to: member?.email ?? email,
      memberName: member?.name ?? creditor.claimant.name,
      creditorName: creditor.name,
      language: 'en',
      claims: choice.claims,
    });
  });
}
