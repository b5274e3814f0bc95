/**
 * Where a pull compares: what the mirror says otherwise than the page just read is counted before it is healed, in the same
 * transaction, by the same observation as ever. Bookings since the last reading are no drift: customers with entries that are
 * newer, and cards touched since, are let pass.
 */
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { type Drift, fieldsOfCustomer, fieldsOfInvoice } from './drift.ts';
import { understandInvoices } from './invoice-card.ts';
import { invoiceKey } from './invoice-key.ts';
import type { CustomerRow, InvoiceRow } from './port.ts';
import { addToComparison } from './store-comparisons.ts';
import { debtorsByNumber } from './store-debtors.ts';
import { invoicesByKey } from './store-invoices.ts';
import { readPaymentTerms } from './store-reference.ts';

export type Comparing = {
  readonly id: string;
  /** Wall time of the last whole reading before this one. */
  readonly since: Instant;
  /** Customers with something booked that the mirror had not read when this began. */
  readonly busyCustomers: ReadonlySet<string>;
};

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

export async function noteInvoices(work: Work, comparing: Comparing | null, rows: readonly InvoiceRow[]) {
  if (comparing === null) return;
  const mirrored = await invoicesByKey(work, rows.map(invoiceKey));
  const debtors = await debtorsByNumber(work, [...new Set(rows.map((row) => row.customerNumber))]);
  const terms = await readPaymentTerms(work);

  const drifts = understandInvoices(rows, { mirrored, debtors, terms }).flatMap((understood): Drift[] => {
    if (understood.kind !== 'write' || comparing.busyCustomers.has(understood.write.row.customerNumber)) return [];
    const { row } = understood.write;
    const key = invoiceKey(row);
    const invoice = mirrored.get(key);
    if (!invoice) return driftOf('invoice', key, ['missing']);
    const fields = fieldsOfInvoice(invoice, understood.write);
    const isTheirs = debtors.get(row.customerNumber)?.id === invoice.debtorId;
    return driftOf('invoice', key, isTheirs ? fields : ['customer', ...fields]);
  });

  await addToComparison(work, comparing.id, { customers: 0, invoices: rows.length, drifts });
}

/** What the mirror has and the books do not know, asked for by number or key. */
export async function noteExtras(
  work: Work,
  comparing: Comparing | null,
  about: Drift['about'],
  numbers: readonly string[],
) {
  if (comparing === null || numbers.length === 0) return;
  const drifts = numbers.flatMap((number) => driftOf(about, number, ['extra']));

  await addToComparison(work, comparing.id, { customers: 0, invoices: 0, drifts });
}

function driftOf(about: Drift['about'], number: string, how: Drift['how']): Drift[] {
  return how.length === 0 ? [] : [{ about, number, how }];
}
