import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { dayIn, dayPlus, type Instant, instantAt } from '../values/day.ts';

/** Half past six tomorrow where the creditor is: before the office opens, after the night's bookings. */
export async function nextMorning(work: Work): Promise<Instant> {
  const creditor = await readCreditor(work);
  return instantAt(dayPlus(dayIn(work.now, creditor.timeZone), 1), 6, 30, creditor.timeZone);
}
