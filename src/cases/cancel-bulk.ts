import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { bulkProgress, endBulk, lockBulk, setBulkCancelled } from './store-bulk.ts';

/** Stops what is not approved yet; what is, stays approved and can be held letter by letter. Any admin may. */
export async function cancelBulk(work: Work, bulkId: string): Promise<Act> {
  const bulk = await lockBulk(work, bulkId);

  if (bulk === null || bulk.begunAt === null || bulk.endedAt !== null) return notActed('gone');

  await setBulkCancelled(work, bulkId);
  await endBulk(work, bulkId, 'cancelled');

  const { of, approved } = await bulkProgress(work, bulkId);
  await recordTrail(work, { what: 'bulk-approval-cancelled', subjectId: bulkId, details: { letters: of, approved } });
  return acted(null);
}
