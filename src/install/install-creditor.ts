import type { Claimant, CreditorProfile } from '../creditors/creditor.ts';
import { grantPlace } from '../creditors/grant-place.ts';
import { keepGrant } from '../creditors/keep-grant.ts';
import { insertCreditor, updateCreditor } from '../creditors/store.ts';
import { readSealedGrant } from '../creditors/store-grants.ts';
import { personOf, readMembers } from '../creditors/store-members.ts';
import type { Work } from '../db/work.ts';
import { beginMirror } from '../mirror/begin-mirror.ts';
import { mailSignInLink, type SignInMailTools } from '../sending/mail-sign-in-link.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Language } from '../values/language.ts';
import { sameSecret, unseal } from '../values/secrets.ts';
import { type InstallOutcome, maskedAddress } from './install-outcome.ts';

export type Installed = {
  readonly token: string;
  readonly profile: CreditorProfile;
  readonly claimant: Claimant;
  readonly language: Language;
  readonly isNew: boolean;
};

/**
 * The creditor with its new grant; the books are read from now on. A creditor nobody has claimed gets its sign-in link,
 * one that has members gets nobody more. A token that is in force already changes nothing. Null when another install of
 * the same books was quicker.
 */
export async function installCreditor(
  work: Work,
  tools: SignInMailTools,
  installed: Installed,
): Promise<InstallOutcome | null> {
  const { token, profile, claimant, isNew } = installed;
  const sealed = isNew ? null : await readSealedGrant(work);
  // A grant that no key of ours opens any more is no grant: this one takes its place.
  const inForce = sealed === null ? null : unseal(tools.sealKeys, grantPlace(work.creditorId), sealed);
  const hasMembers = !isNew && (await readMembers(work)).length > 0;
  const outcome = { kind: 'installed', creditorId: work.creditorId, hasMembers } as const;

  if (inForce !== null && sameSecret(inForce, token)) return { ...outcome, how: 'already', mailedTo: null };

  if (isNew && !(await insertCreditor(work, profile, claimant))) return null;
  if (!isNew) await updateCreditor(work, profile, claimant);
  await keepGrant(work, tools.sealKeys, token);
  await beginMirror(work);
  const mailedTo = hasMembers ? null : await mailClaim(work, tools, installed);

  if (isNew) {
    await recordTrail(work, {
      what: 'installed',
      details: { system: profile.system, agreementNumber: profile.agreementNumber },
    });
  }
  return { ...outcome, how: isNew ? 'first' : 'renewed', mailedTo };
}

/** The only claim there is. Gives the masked address, or null when the books know none. */
async function mailClaim(work: Work, tools: SignInMailTools, installed: Installed): Promise<string | null> {
  const { claimant, profile, language } = installed;
  if (claimant.email === null) return null;
  const personId = await personOf(work, claimant.email);
  await mailSignInLink(work, tools, {
    personId,
    to: claimant.email,
    memberName: claimant.name,
    creditorName: profile.name,
    language,
    claims: true,
  });
  return maskedAddress(claimant.email);
}
