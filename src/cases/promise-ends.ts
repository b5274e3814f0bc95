/** How long a promise to pay on a day is waited for. */
import { nextOpenDay } from '../law/closed-days.ts';
import { type Day, dayPlus } from '../values/day.ts';

/**
 * The first day on which a promise that was not kept is broken: two bank days after the promised one (a promised Friday:
 * Tuesday). What is paid on the day itself is in the books of the next bank day, and read there the morning after.
 */
export function promiseEnds(promised: Day, market: string): Day {
  const paid = nextOpenDay(promised, market);
  return nextOpenDay(dayPlus(nextOpenDay(dayPlus(paid, 1), market), 1), market);
}
