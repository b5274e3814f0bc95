/**
 * While an instalment plan runs, the debtor pays as agreed and gets no reminder.
 * Source: stop switches, "plan running". Border: a plan with an end is over on that day; one without, when a person ends it.
 */
import type { Facts } from '../facts.ts';
import { holdAmong, openingFor } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go, wait } from '../verdict.ts';

export function noPlanRunning(facts: Facts): Verdict {
  const hold = holdAmong(facts, 'plan');
  if (!hold) return go;
  if (hold.until === null) return ask({ code: 'plan', since: hold.sinceDay });
  return wait(openingFor(facts, hold.until), { code: 'plan', since: hold.sinceDay, until: hold.until });
}
