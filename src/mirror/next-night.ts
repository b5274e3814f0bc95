import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { dayIn, dayPlus, type Instant, instantAt, instantPlus, minute } from '../values/day.ts';

/** Between one and five, each creditor at its own minute, so that not everybody's books are read at once. */
const firstHour = 1;
const spreadMinutes = 240;

/** The coming night's hour for the full comparison, where the creditor is. */
export async function nextNight(work: Work): Promise<Instant> {
  const { timeZone } = await readCreditor(work);
  const midnightIsOver = instantAt(dayPlus(dayIn(work.now, timeZone), 1), firstHour, 0, timeZone);
  return instantPlus(midnightIsOver, minuteOf(work.creditorId) * minute);
}

/** The id is random: so is this. */
function minuteOf(creditorId: string): number {
  return Number.parseInt(creditorId.slice(0, 8), 16) % spreadMinutes;
}
