import type { Work } from '../db/work.ts';
import { type Comparing, driftOf } from './comparing.ts';
import type { Drift } from './drift.ts';
import { addToComparison } from './store-comparisons.ts';

/** What the mirror has and the books do not know, asked for by number or key. */
export async function noteExtras(
  work: Work,
  comparing: Comparing | null,
  about: Drift['about'],
  numbers: readonly string[],
) {
  if (comparing === null || numbers.length === 0) return;
  const drifts = numbers.flatMap((number) => driftOf(about, number, ['extra']));

  await addToComparison(work, comparing.id, { customers: 0, invoices: 0, drifts });
}
