/** How far the first reading of the books has come, over all its lists. */
import type { MirrorState } from './store-state.ts';

export type Progress = {
  readonly rows: number;
  /** Rows the books said they hold; 0 while that is not known. Never less than `rows`. */
  readonly of: number;
  readonly pages: number;
  /** Milliseconds, at the speed of all that was read so far; null while there is too little to tell by. */
  readonly leftMs: number | null;
};

/** So many rows, and so much of the whole, before a speed is worth telling. */
const leastRows = 1000;
const leastMs = 2000;

export function progressOf(state: Pick<MirrorState, 'rowsPlanned' | 'rowsRead' | 'pagesRead' | 'readMs'>): Progress {
  const { rowsPlanned, rowsRead: rows, pagesRead: pages, readMs } = state;
  if (rowsPlanned === null || rowsPlanned === 0) return { rows, of: 0, pages, leftMs: null };
  // More may have been booked since the books were asked how much they hold.
  const of = Math.max(rowsPlanned, rows);
  const known = rows >= leastRows && readMs >= leastMs;
  return { rows, of, pages, leftMs: known ? Math.round(((of - rows) * readMs) / rows) : null };
}
