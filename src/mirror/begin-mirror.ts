import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { wakeMirrorState } from './store-begin.ts';

/** The books may be read, for the first time or again: they are read at once, and then every quarter of an hour. */
export async function beginMirror(work: Work): Promise<void> {
  await wakeMirrorState(work);

  await putOnTimetable(work, 'poll', '', work.now);
  await work.enqueue('first-pull', { creditorId: work.creditorId });
}
