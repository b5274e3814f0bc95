/**
 * Customers as the books list them now, into the mirror. A customer number nobody has is a new debtor; how a debtor keeps
 * its identity when it is renumbered is `observe-invoices`'s to see. The trail is told by whoever reacts to the changes.
 */
import type { Work } from '../db/work.ts';
import { type DebtorChange, differenceOfDebtor } from './difference.ts';
import { customerIsSame } from './drift.ts';
import type { MirroredDebtor } from './mirrored.ts';
import type { CustomerRow } from './port.ts';
import { oncePerKey, type Reading } from './reading.ts';
import { refuseRows } from './refuse-rows.ts';
import {
  type DebtorUpdate,
  debtorsByNumber,
  insertDebtors,
  lockDebtorsByNumber,
  updateDebtors,
} from './store-debtors.ts';
import { readSince } from './store-state.ts';

/** Returns what changed of debtors that were known. Rows that say what the mirror says cost one read and no write. */
export async function observeCustomers(work: Work, reading: Reading<CustomerRow>): Promise<DebtorChange[]> {
  if (await readSince(work, reading.asOf)) return [];
  const rows = oncePerKey(reading.rows, (row) => row.number);
  const mirrored = await debtorsByNumber(
    work,
    rows.map((row) => row.number),
  );
  const differing = rows.filter((row) => !saysTheSame(mirrored.get(row.number), row));
  const locked = await lockDebtorsByNumber(
    work,
    differing.filter((row) => mirrored.has(row.number)).map((row) => row.number),
  );

  const fresh: CustomerRow[] = [];
  const updates: DebtorUpdate[] = [];
  const changes: DebtorChange[] = [];
  for (const row of differing) {
    const before = locked.get(row.number);
    if (!before) {
      if (!mirrored.has(row.number)) fresh.push(row);
    } else if (before.readAt <= reading.asOf) {
      updates.push({ id: before.id, row });
      changes.push(...differenceOfDebtor(before.id, before, { ...row, balanceBaseMinor: row.balanceMinor }));
    }
  }

  await insertDebtors(work, fresh, reading.asOf);
  await updateDebtors(work, updates, reading.asOf);
  await refuseRows(work, 'customer', {
    readKeys: rows.map((row) => row.number),
    refusedRows: reading.refusedRows,
  });
  return changes;
}

function saysTheSame(debtor: MirroredDebtor | undefined, row: CustomerRow): boolean {
  return debtor !== undefined && customerIsSame(debtor, row);
}
