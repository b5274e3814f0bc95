import type { Work } from '../db/work.ts';
import type { BookEntryRow } from './port.ts';
import { oncePerKey, type Reading } from './reading.ts';
import { refuseRows } from './refuse-rows.ts';
import { upsertBookEntries } from './store-entries.ts';
import { raiseLastEntry } from './store-state.ts';

/**
 * Lines of the books' debtor ledger, into the mirror. `readTo` is the highest entry number this answer covers, refused
 * rows too: the next reading goes on after it.
 */
export async function observeBookEntries(work: Work, reading: Reading<BookEntryRow>, readTo: number): Promise<void> {
  const rows = oncePerKey(reading.rows, (row) => row.number);

  await upsertBookEntries(work, rows);
  await refuseRows(work, 'entry', { readKeys: [], refusedRows: reading.refusedRows });
  await raiseLastEntry(work, readTo);
}
