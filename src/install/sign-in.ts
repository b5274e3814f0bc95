import { claimCreditor } from '../creditors/claim-creditor.ts';
import { openSession, takeSignInLink } from '../creditors/store-doorways.ts';
import { readMemberOfPerson } from '../creditors/store-members.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { hashToken, newToken } from '../values/secrets.ts';
import type { InstallTools } from './tools.ts';

/** How long one stays signed in, wall time. */
export const sessionSeconds = 7 * 24 * 60 * 60;

/**
 * Uses up a sign-in link: the session's token, or null when the link is unknown, too old or used, or leads to a creditor
 * where this person is no member. The first link of a new creditor makes its first admin.
 */
export async function signIn(tools: InstallTools, linkToken: string): Promise<string | null> {
  const link = await takeSignInLink(tools.db, hashToken(linkToken));
  if (link === null) return null;

  const { creditorId, personId } = link;
  const member = await tools.openWork({ creditorId, actor: { kind: 'machine', id: 'sign-in' } }, async (work) => {
    const known = await readMemberOfPerson(work, personId);
    const found = known ?? (link.claims ? await claimCreditor(work, personId, link.email) : null);
    if (found !== null) await recordTrail(work, { what: 'signed-in', subjectId: found.id });
    return found;
  });
  if (member === null) return null;

  const token = newToken();
  await openSession(tools.db, { hash: hashToken(token), personId, creditorId }, sessionSeconds);
  return token;
}
