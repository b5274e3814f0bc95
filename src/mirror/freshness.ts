/** Are figures from the books as fresh as we promise? Wall time: books are read by the clock on the wall. */
import { type Instant, minute } from '../values/day.ts';
import type { MirrorState } from './store-state.ts';

/** They are read every quarter of an hour; twice that is late. */
export const promisedAge = 30 * minute;

/** never: not read whole yet. old: later than promised. paused: they may not be read any more. */
export type BooksAge = 'never' | 'fresh' | 'old' | 'paused';

export function ageOfBooks(mirror: Pick<MirrorState, 'phase' | 'booksReadAt'> | null, wallNow: Instant): BooksAge {
  if (mirror === null || mirror.booksReadAt === null) return 'never';
  if (mirror.phase === 'paused') return 'paused';
  return wallNow.getTime() - mirror.booksReadAt.getTime() <= promisedAge ? 'fresh' : 'old';
}
