/** Days and hours as the desk says them: near ones by their name. */
import { type Day, dayIn, dayPlus, daysBetween, type Instant } from '../values/day.ts';
import { clockText, dayText, shortDayText, weekdayText } from '../values/day-text.ts';

/** Where and when a sentence is read: `now` and `today` in business time. */
export type Place = { readonly timeZone: string; readonly now: Instant; readonly today: Day };

/** "today at 15:00", "tomorrow at 09:00", "Tuesday at 09:00", "3 March 2026 at 09:00". */
export function whenText(instant: Instant, place: Place): string {
  return `${nearDayText(dayIn(instant, place.timeZone), place.today)} at ${clockText(instant, place.timeZone, 'en')}`;
}

/** "today", "tomorrow", "Thursday" within the week ahead, else the date. */
export function nearDayText(day: Day, today: Day): string {
  if (day === today) return 'today';
  if (day === dayPlus(today, 1)) return 'tomorrow';
  const ahead = daysBetween(today, day);
  return ahead > 1 && ahead < 7 ? weekdayText(day, 'en') : dayText(day, 'en');
}

/** A day that has passed: "today", "yesterday", "on Monday" within the week behind, else "on 3 March", with its year where it is another. */
export function pastDayText(day: Day, today: Day): string {
  const ago = daysBetween(day, today);
  if (ago <= 0) return 'today';
  if (ago === 1) return 'yesterday';
  if (ago < 7) return `on ${weekdayText(day, 'en')}`;
  const date = dayText(day, 'en');
  return `on ${day.slice(0, 4) === today.slice(0, 4) ? date.slice(0, -5) : date}`;
}

/** The same for a narrow column: "15:00" today, else the short date. */
export function shortWhenText(instant: Instant, place: Place): string {
  const day = dayIn(instant, place.timeZone);
  const clock = clockText(instant, place.timeZone, 'en');
  return day === place.today ? clock : `${shortDayText(day, 'en')} ${clock}`;
}

/** The instant, or now when it has passed: what should have left a moment ago leaves now. */
export function notPast(instant: Instant, { now }: Place): Instant {
  return instant.getTime() < now.getTime() ? now : instant;
}

/** What has happened, for a narrow column: "12 Mar 10:00", with the year instead of the hour where it is another year. */
export function pastText(instant: Instant, place: Place): string {
  const day = dayIn(instant, place.timeZone);
  const end = day.slice(0, 4) === place.today.slice(0, 4) ? clockText(instant, place.timeZone, 'en') : day.slice(0, 4);
  return `${shortDayText(day, 'en')} ${end}`;
}
