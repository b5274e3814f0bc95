import type { Work } from '../db/work.ts';
import { type Comparing, driftOf } from './comparing.ts';
import { type Drift, fieldsOfCustomer } from './drift.ts';
import type { CustomerRow } from './port.ts';
import { addToComparison } from './store-comparisons.ts';
import { debtorsByNumber } from './store-debtors.ts';

/** Counts the customers of a page that the mirror has otherwise, where a comparison is under way. Heals nothing. */
export async function noteCustomers(work: Work, comparing: Comparing | null, rows: readonly CustomerRow[]) {
  if (comparing === null) return;
  const mirrored = await debtorsByNumber(
    work,
    rows.map((row) => row.number),
  );

  const drifts = rows.flatMap((row): Drift[] => {
    const debtor = mirrored.get(row.number);
    const touched = row.lastUpdated !== null && Date.parse(row.lastUpdated) >= comparing.since.getTime();
    if (touched || comparing.busyCustomers.has(row.number)) return [];
    return driftOf('customer', row.number, debtor ? fieldsOfCustomer(debtor, row) : ['missing']);
  });

  await addToComparison(work, comparing.id, { customers: rows.length, invoices: 0, drifts });
}
