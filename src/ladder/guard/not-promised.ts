/**
 * Who has promised a day is not reminded before it is over.
 * Source: complaint 45, "promise given, chased all the same". Border: the promised day itself still rests, the day after
 * does not; a promise without a day rests until a person ends it.
 */
import { dayPlus } from '../../values/day.ts';
import type { Facts } from '../facts.ts';
import { openingFor } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go, wait } from '../verdict.ts';

export function notPromised(facts: Facts): Verdict {
  const promise = facts.holds.find(
    (hold) => hold.kind === 'promise' && (hold.until === null || facts.today <= hold.until),
  );
  if (!promise) return go;
  if (promise.until === null) return ask({ code: 'promise', since: promise.sinceDay });
  const after = dayPlus(promise.until, 1);
  return wait(openingFor(facts, after), { code: 'promise', since: promise.sinceDay, until: promise.until });
}
