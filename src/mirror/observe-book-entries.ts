import type { Work } from '../db/work.ts';
import type { BookEntryRow } from './port.ts';
import { oncePerKey, type Reading } from './reading.ts';
import { refuseRows } from './refuse-rows.ts';
import { upsertBookEntries } from './store-entries.ts';

/** Lines of the books' debtor ledger, into the mirror. How far the whole list reached is noted by whoever read it all. */
export async function observeBookEntries(work: Work, reading: Reading<BookEntryRow>): Promise<void> {
  const rows = oncePerKey(reading.rows, (row) => row.number);

  await upsertBookEntries(work, rows);
  await refuseRows(work, 'entry', { readKeys: [], refusedRows: reading.refusedRows });
}
