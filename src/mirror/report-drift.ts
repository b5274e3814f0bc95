import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { endComparison } from './store-comparisons.ts';

/** Everything has been compared. Where something differed, the trail says so and the admins are told. */
export async function reportDrift(work: Work, comparisonId: string): Promise<void> {
  const { customers, invoices, differed } = await endComparison(work, comparisonId);
  if (differed === 0) return;

  await work.enqueue('drift-found', { creditorId: work.creditorId, subjectId: comparisonId });

  await recordTrail(work, { what: 'mirror-healed', details: { customers, invoices, differed } });
}
