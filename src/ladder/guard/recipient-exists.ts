/**
 * There is somebody to write to.
 * Source: plain sense. Border: whether the address works is address-works's question.
 */
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function recipientExists(facts: Facts): Verdict {
  return facts.debtor.email?.trim() ? go : ask({ code: 'no-address' });
}
