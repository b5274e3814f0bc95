/** When a claim is too old to be demanded. A plain reminder does not start the time anew in Denmark. */
import type { Day } from '../values/day.ts';
import { yearsAfter } from '../values/day.ts';
import { rulesOf } from './rules.ts';

/** The shortest general period among the markets we sell to; used where a market is not in the law room yet. */
const cautiousYears = 3;

/**
 * The first day on which a claim due on `dueDay` is time-barred (Denmark: three years, forældelsesloven § 3). What
 * interrupts it, such as a signed plan, is not known here, so the answer errs towards not demanding.
 */
export function limitationDay(market: string, dueDay: Day): Day {
  return yearsAfter(dueDay, rulesOf(market)?.limitation.years.business ?? cautiousYears);
}
