/**
 * There is somebody to write to, by one of the channels this letter may go.
 * Source: plain sense. Border: whether the address works is address-works's question.
 */
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function recipientExists(facts: Facts): Verdict {
  const { channels } = facts.letter;
  if (channels.some((channel) => facts.debtor.reach[channel])) return go;
  if (channels.length > 1) return ask({ code: 'no-address-no-number' });
  return channels[0] === 'sms' ? ask({ code: 'no-number' }) : ask({ code: 'no-address' });
}
