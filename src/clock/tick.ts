/**
 * What has fallen due becomes "now" jobs. The row is taken and the job is queued in one transaction; the row comes again
 * in a quarter of an hour unless its work is done, so that a queue that lost everything loses nothing.
 */
import { takeFromTimetable } from '../creditors/store-timetable.ts';
import type { Database, OpenWork } from '../db/work.ts';
import { instantPlus, minute } from '../values/day.ts';
import { isQueueName } from './jobs.ts';
import { businessNow, noteTick, timetableDue } from './store.ts';

const rowsAtOnce = 500;
const comesAgain = 15 * minute;

/** Answers how many things fell due. */
export async function tick({ db, openWork }: { readonly db: Database; readonly openWork: OpenWork }): Promise<number> {
  await noteTick(db);
  const due = await timetableDue(db, await businessNow(db), rowsAtOnce);

  for (const [creditorId, rows] of Map.groupBy(due, (row) => row.creditorId)) {
    await openWork({ creditorId, actor: { kind: 'machine', id: 'tick' } }, async (work) => {
      for (const { what, subjectId } of rows) {
        if (!isQueueName(what)) throw new Error(`nothing is known to be done when "${what}" falls due`);
        const taken = await takeFromTimetable(work, what, subjectId, instantPlus(work.now, comesAgain));
        if (taken) await work.enqueue(what, { creditorId, subjectId });
      }
    });
  }
  return due.length;
}
