/** How many days a span has, and how many make a year, by a market's way of counting. */
import type { Day } from '../values/day.ts';
import { isLeapYear } from '../values/day.ts';
import { dayNumber, dayOfNumber } from '../values/day-number.ts';
import type { DayCount } from './rules.ts';

/** Days from `fromDay` to `toDay`, both counted. With months of thirty days (30E/360) a 31st counts as the 30th. */
export function daysOf(fromDay: Day, toDay: Day, dayCount: DayCount): number {
  if (dayCount === 'actual') return dayNumber(toDay) - dayNumber(fromDay) + 1;
  return thirtyDayOrdinal(toDay) - thirtyDayOrdinal(dayOfNumber(dayNumber(fromDay) - 1));
}

/** What these days are divided by; a span lies within one year wherever leap years have days of their own. */
export function daysInYear(fromDay: Day, dayCount: DayCount, leapYearDays: 365 | 366): number {
  if (dayCount === '30/360') return 360;
  return leapYearDays === 366 && isLeapYear(Number(fromDay.slice(0, 4))) ? 366 : 365;
}

/** First day of the half-year that `day` lies in: the day its reference rate was fixed on. */
export function halfYearStart(day: Day): Day {
  return `${day.slice(0, 4)}-${day.slice(5) < '07-01' ? '01' : '07'}-01`;
}

/** First day of the next half-year. */
export function nextHalfYear(day: Day): Day {
  const year = day.slice(0, 4);
  return day.slice(5) < '07-01' ? `${year}-07-01` : `${String(Number(year) + 1).padStart(4, '0')}-01-01`;
}

function thirtyDayOrdinal(day: Day): number {
  return Number(day.slice(0, 4)) * 360 + Number(day.slice(5, 7)) * 30 + Math.min(Number(day.slice(8)), 30);
}
