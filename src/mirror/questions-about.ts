import type { Work } from '../db/work.ts';
import { invoiceKey } from './invoice-key.ts';
import type { InvoiceRow } from './port.ts';
import { debtorsByNumber } from './store-debtors.ts';
import { entriesOfInvoices } from './store-entries.ts';
import { invoicesByKey } from './store-invoices.ts';
import { mirrorState } from './store-state.ts';

export type Questions = {
  /** Customers that an invoice names and the mirror does not know. */
  readonly customers: readonly string[];
  /** Entries of invoices whose rest is not what it was: what settles them? */
  readonly entries: readonly number[];
  /** The last entry that the mirror has. */
  readonly lastEntry: number;
};

/** What else the books must be asked before these invoices can be taken in with all that is to know. Writes nothing. */
export async function questionsAbout(work: Work, rows: readonly InvoiceRow[]): Promise<Questions> {
  const mirrored = await invoicesByKey(work, rows.map(invoiceKey));
  const debtors = await debtorsByNumber(work, [...new Set(rows.map((row) => row.customerNumber))]);
  const changed = rows.filter((row) => {
    const before = mirrored.get(invoiceKey(row));
    return before ? before.remainderMinor !== row.remainderMinor : row.remainderMinor !== row.grossMinor;
  });
  const entryOf =
    changed.length === 0 ? new Map<string, number>() : await entriesOfInvoices(work, changed.map(invoiceKey));
  const state = await mirrorState(work);

  const unknown = rows.map((row) => row.customerNumber).filter((number) => !debtors.has(number));
  return { customers: [...new Set(unknown)], entries: [...entryOf.values()], lastEntry: state?.lastEntry ?? 0 };
}
