/**
 * A day is a calendar date in somebody's time zone, written "2026-03-28"; an instant is a Date. Days compare as strings.
 */
import { dayNumber, dayOfNumber } from './day-number.ts';

export type Day = string;
export type Instant = Date;

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const wholeDay = 24 * hour;

/** Is this a real calendar day written as year-month-day? */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** Is this a time zone by its place ("Europe/Copenhagen")? A bare offset is none: it knows no summer time. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Z]/.test(text)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId === text;
  } catch {
    return false;
  }
}

/** The day `days` after (or, negative, before) `day`. */
export function dayPlus(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** The same date `years` later, or earlier; 29 February becomes the 28th where there is none. */
export function yearsAfter(day: Day, years: number): Day {
  const year = Number(day.slice(0, 4)) + years;
  const rest = day.slice(4) === '-02-29' && !isLeapYear(year) ? '-02-28' : day.slice(4);
  return `${String(year).padStart(4, '0')}${rest}`;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(day: Day): number {
  // 1 January 1970 was a Thursday.
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The calendar day that an instant falls on in a time zone. */
export function dayIn(instant: Instant, timeZone: string): Day {
  return dayOfNumber(Math.floor(shownAt(instant, timeZone) / wholeDay));
}

/** The clock there: hour 0–23 and minute. */
export function clockIn(instant: Instant, timeZone: string): { hour: number; minute: number } {
  const sinceMidnight = shownAt(instant, timeZone) - Math.floor(shownAt(instant, timeZone) / wholeDay) * wholeDay;
  return { hour: Math.floor(sinceMidnight / hour), minute: Math.floor((sinceMidnight % hour) / minute) };
}

/** The instant at which the clock in `timeZone` shows `hour:minute` on `day` (in a gap of summer time: the moment after it). */
export function instantAt(day: Day, hours: number, minutes: number, timeZone: string): Instant {
  const shown = dayNumber(day) * wholeDay + hours * hour + minutes * minute;
  const [before, after] = [shown - wholeDay, shown + wholeDay].map((instant) => spanOf(instant, timeZone));
  if (before === after) return new Date(shown - before!.aheadMs);
  const plainTime = { hour: hours, minute: minutes };
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
}

export function instantPlus(instant: Instant, milliseconds: number): Instant {
  return new Date(instant.getTime() + milliseconds);
}

export function earlierDay(a: Day, b: Day): Day {
  return a < b ? a : b;
}

export function laterDay(a: Day, b: Day): Day {
  return a > b ? a : b;
}

/** What the clock there shows, as milliseconds since its own 1 January 1970. */
function shownAt(instant: Instant, timeZone: string): number {
  const ms = instant.getTime();
  return ms + spanOf(ms, timeZone).aheadMs;
}

/** The time in which a zone is so far ahead of UTC: from one change of its clocks to the next. */
type Span = { readonly fromMs: number; readonly toMs: number; readonly aheadMs: number };
const spans = new Map<string, Span[]>();

/** Worked out once for each zone and half-year: a night asks thousands of times, and a replay of a year millions. */
function spanOf(ms: number, timeZone: string): Span {
  const known = spans.get(timeZone) ?? [];
  const found = known.find((span) => span.fromMs <= ms && ms < span.toMs);
  if (found) return found;
  const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const next = there.getTimeZoneTransition('next');
  // A transition at this very instant is not looked for before it.
  const last = there.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const span = {
    fromMs: last?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    toMs: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    aheadMs: there.offsetNanoseconds / 1e6,
  };
  spans.set(timeZone, [span, ...known]);
  return span;
}

export function earlierInstant(a: Instant, b: Instant): Instant {
  return new Date(Math.min(a.getTime(), b.getTime()));
}

export function laterInstant(a: Instant, b: Instant): Instant {
  return new Date(Math.max(a.getTime(), b.getTime()));
}
