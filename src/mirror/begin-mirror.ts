import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { instantPlus } from '../values/day.ts';
import { nextNight } from './next-night.ts';
import { pollEvery } from './pull-problem.ts';
import { wakeMirrorState } from './store-begin.ts';

/**
 * The books may be read, for the first time or again: they are read at once. Each pull asks for the next; the appointment
 * made here only catches a first one that got lost.
 */
export async function beginMirror(work: Work): Promise<void> {
  await wakeMirrorState(work);

  await putOnTimetable(work, 'poll', '', instantPlus(work.now, pollEvery));
  await putOnTimetable(work, 'nightly', '', await nextNight(work));
  await work.enqueue('first-pull', { creditorId: work.creditorId });
  await work.enqueue('subscribe', { creditorId: work.creditorId });
}
