import type { Work } from '../db/work.ts';
import type { Chosen } from './approve-letters.ts';
import type { QueueFilter } from './queue-filter.ts';
import { insertBulk } from './store-bulk.ts';
import { waitingLetters } from './store-queue.ts';

/**
 * Writes down which letters one yes would be given to, each with the fingerprint it has now: those chosen, or all that wait
 * and fit. Nothing is approved yet. Answers the offer's id; null when no letter fits.
 */
export async function offerApproval(work: Work, letters: readonly Chosen[] | QueueFilter): Promise<string | null> {
  const offered = 'salesPerson' in letters ? await waitingLetters(work, letters) : letters;

  return offered.length === 0 ? null : insertBulk(work, offered);
}
