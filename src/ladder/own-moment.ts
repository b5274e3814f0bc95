/**
 * The minute at which one letter leaves. Fifty letters on the stroke of eight look like a machine, and are one; so each has
 * a minute of its own, drawn from its fingerprint: spread over the first part of the day, never on the hour, and the same
 * whenever it is asked again.
 */
import { clockIn, dayIn, dayPlus, type Instant, instantAt } from '../values/day.ts';
import { closedOn, isWithinHours, nextDecentInstant, type SendingTimes } from './decent-hour.ts';

/** How many minutes letters that may leave at once are spread over; 0: each leaves when it may. */
export const spreads = [0, 15, 30, 60, 120, 240] as const;
export type Spread = (typeof spreads)[number];

/**
 * The letter's own moment at `from` or after it, on an open day and within hours. It comes again every `spread` minutes, so
 * that a letter approved late in the day waits no longer than that, or for the next open day.
 */
export function ownMoment(
  from: Instant,
  drawnFrom: string,
  times: SendingTimes & { readonly spreadMinutes: Spread },
  countries: readonly string[],
): Instant {
  const { timeZone, hours, spreadMinutes } = times;
  if (spreadMinutes === 0) return nextDecentInstant(from, times, countries);
  const open = (hours.to - hours.from) * 60;
  const every = Math.min(spreadMinutes, open);
  const first = minuteOf(drawnFrom, every);
  for (let day = dayIn(from, timeZone); ; day = dayPlus(day, 1)) {
    if (closedOn(day, times, countries) !== null) continue;
    for (let minutes = first; minutes < open; minutes += every) {
      const hour = hours.from + Math.floor(minutes / 60);
      const at = instantAt(day, hour, minutes % 60, timeZone);
      // An hour that summer time leaps over is shown as another one: it is not there that night.
      const isThere = clockIn(at, timeZone).hour === hour && isWithinHours(at, times);
      if (isThere && at >= from) return at;
    }
  }
}

/** 1 to `every` - 1, never a whole hour. */
function minuteOf(drawnFrom: string, every: number): number {
  const drawn = 1 + (hashOf(drawnFrom) % (every - 1));
  return drawn % 60 === 0 ? drawn - 1 : drawn;
}

/** FNV-1a with a last stir, so that texts which differ in one place do not come out side by side. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
