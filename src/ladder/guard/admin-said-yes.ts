/**
 * An admin has said yes to exactly this letter.
 * Source: "sending is an admin's act"; the yes is bound to the letter's hash. Border: interest may grow, it is not in the
 * hash; anything else asks again.
 */
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function adminSaidYes(facts: Facts): Verdict {
  const { approvedHash, hash } = facts.letter;
  if (approvedHash === null) return ask({ code: 'not-approved' });
  return approvedHash === hash ? go : ask({ code: 'changed-since-approval' });
}
