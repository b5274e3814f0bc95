/**
 * What was sent to one of the addresses this letter may go to has not come back.
 * Source: a letter to an address known to be left is not valid (U 2025.1777 H). Border: no address is recipient-exists's.
 */
import { roadOf } from '../channel-choice.ts';
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function addressWorks(facts: Facts): Verdict {
  const { reach } = facts.debtor;
  const { channel } = roadOf(facts.letter.channels, reach);
  if (!reach[channel]?.dead) return go;
  return channel === 'sms' ? ask({ code: 'number-bounced' }) : ask({ code: 'address-bounced' });
}
