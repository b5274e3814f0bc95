/**
 * The address has not bounced, and if it changed in the books a member has confirmed it.
 * Source: a letter to an address known to be left is not valid (U 2025.1777 H). Border: no address is recipient-exists's.
 */
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function addressWorks(facts: Facts): Verdict {
  const trouble = facts.debtor.emailTrouble;
  return trouble === null ? go : ask({ code: `address-${trouble}` });
}
