/**
 * After a part payment, a credit note, money that matches nothing or a payment that was taken back, a person confirms the rest before we ask for it.
 * Source: stop switches, "part payment received, credit note pending". Border: a reviewed credit note is set off, not held.
 */
import type { Facts } from '../facts.ts';
import { holdAmong } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function noCreditPending(facts: Facts): Verdict {
  const hold = holdAmong(facts, 'part-payment', 'credit-note', 'unmatched-money', 'payment-reversed', 'chased-there');
  if (hold) return ask({ code: hold.kind, since: hold.sinceDay });
  const open = facts.debtor.creditNotesOpen;
  return open > 0 ? ask({ code: 'credit-note', count: open }) : go;
}
