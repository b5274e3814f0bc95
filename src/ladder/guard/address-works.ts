/**
 * One of the addresses this letter may go to has not come back, and if it changed in the books a member has confirmed it.
 * Source: a letter to an address known to be left is not valid (U 2025.1777 H). Border: no address is recipient-exists's.
 */
import { roadOf } from '../channel-choice.ts';
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function addressWorks(facts: Facts): Verdict {
  const { reach } = facts.debtor;
  const { channel } = roadOf(facts.letter.channels, reach);
  const trouble = reach[channel]?.trouble ?? null;
  if (trouble === null) return go;
  return channel === 'sms' ? ask({ code: `number-${trouble}` }) : ask({ code: `address-${trouble}` });
}
