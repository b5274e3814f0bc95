import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { bulkProgress, lockBulk, setBulkBegun } from './store-bulk.ts';

/**
 * The yes to everything that was offered: it is worked off in the background from now. Said twice, it is one yes. What was
 * offered to another member is not there.
 */
export async function beginBulk(work: Work, bulkId: string): Promise<Act> {
  const bulk = await lockBulk(work, bulkId);

  if (bulk === null || bulk.memberId !== work.actor.id) return notActed('gone');
  if (bulk.begunAt !== null) return acted(null);

  await setBulkBegun(work, bulkId);
  await putOnTimetable(work, 'approve-in-bulk', bulkId, work.now);

  const { of } = await bulkProgress(work, bulkId);
  await recordTrail(work, { what: 'bulk-approval-begun', subjectId: bulkId, details: { letters: of } });
  return acted(null);
}
