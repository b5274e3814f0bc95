/**
 * A debtor who has named a day is left in peace until that day has passed and the money has had time to reach the books.
 * Source: complaints of users whose debtors were chased after a promise (facts/peers.md, 45). Border: the hold's own end,
 * two bank days after the promised one (`promiseEnds`); a promise without a day waits for a person.
 */
import type { Facts } from '../facts.ts';
import { holdAmong, openingFor } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go, wait } from '../verdict.ts';

export function notPromised(facts: Facts): Verdict {
  const hold = holdAmong(facts, 'promise');
  if (!hold) return go;
  if (hold.until === null) return ask({ code: 'promise', since: hold.sinceDay });
  return wait(openingFor(facts, hold.until), { code: 'promise', since: hold.sinceDay, until: hold.until });
}
