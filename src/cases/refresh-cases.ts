import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { lookAtAllAgain } from './store-positions.ts';

/** A policy, a market or a switch has changed: every debt that is open is looked at again today. */
export async function refreshCases(work: Work): Promise<void> {
  const today = await creditorToday(work);

  await lookAtAllAgain(work, today);
  await putOnTimetable(work, 'propose', '', work.now);
}
