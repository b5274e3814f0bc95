import type { Work } from '../db/work.ts';
import type { ContactRow } from './port.ts';
import { oncePerKey, type Reading } from './reading.ts';
import { refuseRows } from './refuse-rows.ts';
import { upsertContacts } from './store-contacts.ts';
import { debtorsByNumber } from './store-debtors.ts';

/**
 * Contacts as the books list them, a page of all customers' together; what is as it was is not written. A contact of a
 * customer that the mirror does not know is left out: the customer comes with the next pull, and so does its contact.
 */
export async function observeContacts(work: Work, reading: Reading<ContactRow>): Promise<void> {
  const rows = oncePerKey(reading.rows, (row) => row.number);
  const debtors = await debtorsByNumber(work, [...new Set(rows.map((row) => row.customerNumber))]);

  const known = rows.flatMap(({ customerNumber, ...row }) => {
    const debtorId = debtors.get(customerNumber)?.id;
    return debtorId === undefined ? [] : [{ ...row, debtorId }];
  });

  await upsertContacts(work, known, reading.asOf);
  await refuseRows(work, 'contacts', {
    readKeys: rows.map((row) => String(row.number)),
    refusedRows: reading.refusedRows,
  });
}
