import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { dayIn, dayPlus } from '../values/day.ts';
import type { DebtorChange } from './difference.ts';
import type { BookEntryRow } from './port.ts';
import { oncePerKey, type Reading } from './reading.ts';
import { refuseRows } from './refuse-rows.ts';
import { debtorsByNumber } from './store-debtors.ts';
import { upsertBookEntries } from './store-entries.ts';

/** A reminder of the books' own that is older than this and paid says nothing about today's debts. */
const remembered = 90;

/**
 * Lines of the books' debtor ledger, into the mirror. How far the whole list reached is noted by whoever read it all.
 * Returns the reminders that the books sent themselves, each once: when its line is first seen.
 */
export async function observeBookEntries(work: Work, reading: Reading<BookEntryRow>): Promise<DebtorChange[]> {
  const rows = oncePerKey(reading.rows, (row) => row.number);

  const fresh = await upsertBookEntries(work, rows);
  await refuseRows(work, 'entry', { readKeys: [], refusedRows: reading.refusedRows });

  const reminders = rows.filter((row) => row.kind === 'reminder' && fresh.has(row.number));
  if (reminders.length === 0) return [];
  const creditor = await readCreditor(work);
  const oldest = dayPlus(dayIn(work.now, creditor.timeZone), -remembered);
  const telling = reminders.filter((row) => row.remainderMinor !== 0n || row.day >= oldest);
  const debtors = await debtorsByNumber(work, [...new Set(telling.map((row) => row.customerNumber))]);
  return telling.flatMap((row): DebtorChange[] => {
    const debtorId = debtors.get(row.customerNumber)?.id;
    if (debtorId === undefined) return [];
    const { day, amountMinor, currency, number: entry } = row;
    return [{ about: 'debtor', debtorId, kind: 'chased-there', day, amountMinor, currency, entry }];
  });
}
