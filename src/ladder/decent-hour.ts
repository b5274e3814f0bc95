/**
 * When people may be written to: on the creditor's weekdays and within its hours, on its clock, and on no holiday of its
 * own country or the debtor's. Christmas Eve and New Year's Eve rest everywhere: no law asks it, decency does.
 */
import { isHoliday } from '../law/closed-days.ts';
import type { Day, Instant } from '../values/day.ts';
import { clockIn, dayIn, dayPlus, instantAt, weekdayOf } from '../values/day.ts';
import type { CreditorFacts } from './facts.ts';

export type SendingTimes = Pick<CreditorFacts, 'timeZone' | 'hours' | 'weekdays'>;

/** Why nothing leaves on a day. */
export type Closed =
  | { readonly why: 'not-a-sending-day' }
  | { readonly why: 'eve' }
  | { readonly why: 'holiday'; readonly country: string };

/** `now` when it is decent, else the next instant that is. `countries`: whose holidays close a day, ISO 3166 alpha-2. */
export function nextDecentInstant(now: Instant, times: SendingTimes, countries: readonly string[]): Instant {
  const today = dayIn(now, times.timeZone);
  if (isWithinHours(now, times) && closedOn(today, times, countries) === null) return now;
  for (let day = today; ; day = dayPlus(day, 1)) {
    const opening = openingOn(day, times, countries);
    if (opening >= now) return opening;
  }
}

/** The opening of `day`, or of the first open day after it. */
export function openingOn(day: Day, times: SendingTimes, countries: readonly string[]): Instant {
  for (let open = day; ; open = dayPlus(open, 1)) {
    if (closedOn(open, times, countries) !== null) continue;
    const opening = instantAt(open, times.hours.from, 0, times.timeZone);
    // The night that summer time begins may leap over the whole window.
    if (isWithinHours(opening, times)) return opening;
  }
}

/** Does the clock there show one of the creditor's hours? The day may be closed all the same. */
export function isWithinHours(instant: Instant, times: SendingTimes): boolean {
  const { hour } = clockIn(instant, times.timeZone);
  return hour >= times.hours.from && hour < times.hours.to;
}

/** Why nothing leaves on `day`; null when it is open. */
export function closedOn(day: Day, times: SendingTimes, countries: readonly string[]): Closed | null {
  if (!times.weekdays.includes(weekdayOf(day))) return { why: 'not-a-sending-day' };
  const country = countries.find((each) => calendarsOf(each).some((calendar) => isHoliday(day, calendar)));
  if (country !== undefined) return { why: 'holiday', country };
  return day.endsWith('-12-24') || day.endsWith('-12-31') ? { why: 'eve' } : null;
}

/** A British address does not say which bank holidays its street keeps, so England's and Scotland's both rest. */
function calendarsOf(country: string): readonly string[] {
  return country === 'GB' ? ['GB', 'GB-SCT'] : [country];
}
