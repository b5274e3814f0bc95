import type { Work } from '../db/work.ts';
import type { ContactRow } from './port.ts';
import { oncePerKey, type Reading } from './reading.ts';
import { refuseRows } from './refuse-rows.ts';
import { replaceContacts } from './store-reference.ts';

/** All contacts of one debtor as the books list them; those not listed any more are marked deleted. */
export async function observeContacts(
  work: Work,
  { debtorId, customerNumber }: { readonly debtorId: string; readonly customerNumber: string },
  reading: Reading<ContactRow>,
): Promise<void> {
  const rows = oncePerKey(reading.rows, (row) => row.number);

  await replaceContacts(work, debtorId, rows, reading.asOf);
  await refuseRows(work, 'contacts', { readKeys: [customerNumber], refusedRows: reading.refusedRows });
}
