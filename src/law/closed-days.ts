/**
 * Days on which banks and offices are closed, computed for each market. Germany: the days that are holidays in every land;
 * Great Britain: those of England and Wales, and Scotland's under a name of their own. Elsewhere only the weekends are known. What a government declares for one year
 * only is known where it is listed.
 */
import type { Day } from '../values/day.ts';
import { weekdayOf } from '../values/day.ts';
import { dayNumber, dayOfNumber } from '../values/day-number.ts';
import { holidayRules } from './holidays.ts';

/** Is `day` a weekend day or a day on which the market's banks are closed? */
export function isClosedDay(day: Day, market: string): boolean {
  return weekdayOf(day) > 5 || isHoliday(day, market);
}

/** Is `day` one of the market's bank holidays, whatever weekday it is? */
export function isHoliday(day: Day, market: string): boolean {
  return holidaysOf(market, Number(day.slice(0, 4))).has(day);
}

/** `day` itself when it is open, else the first open day after it. */
export function nextOpenDay(day: Day, market: string): Day {
  let open = day;
  while (isClosedDay(open, market)) open = dayOfNumber(dayNumber(open) + 1);
  return open;
}

const none: ReadonlySet<Day> = new Set();
const worked = new Map<string, ReadonlySet<Day>>();

/** Worked out once for each market and year. */
function holidaysOf(market: string, year: number): ReadonlySet<Day> {
  if (!Object.hasOwn(holidayRules, market)) return none;
  const key = `${market} ${year}`;
  const holidays = worked.get(key) ?? new Set(holidayRules[market]!(year));
  worked.set(key, holidays);
  return holidays;
}
