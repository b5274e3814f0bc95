/**
 * Where a pull compares: what the mirror says otherwise than the page just read is counted before it is healed, in the same
 * transaction, by the same observation as ever. Bookings since the last reading are no drift: customers with entries that are
 * newer, and cards touched since, are let pass.
 */
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { type Drift, fieldsOfCustomer, fieldsOfInvoice } from './drift.ts';
import { understandInvoice } from './invoice-card.ts';
import type { CustomerRow, InvoiceRow } from './port.ts';
import { addToComparison } from './store-comparisons.ts';
import { debtorsByNumber } from './store-debtors.ts';
import { invoicesByNumber } from './store-invoices.ts';
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
  const mirrored = await invoicesByNumber(
    work,
    rows.map((row) => row.number),
  );
  const debtors = await debtorsByNumber(work, [...new Set(rows.map((row) => row.customerNumber))]);
  const terms = await readPaymentTerms(work);

  const drifts = rows.flatMap((row): Drift[] => {
    const invoice = mirrored.get(row.number);
    const debtor = debtors.get(row.customerNumber);
    const itsTerms = row.paymentTermsNumber === null ? undefined : terms.get(row.paymentTermsNumber);
    const understood = understandInvoice(row, invoice, debtor, itsTerms ?? null);
    if (understood.kind !== 'write' || comparing.busyCustomers.has(row.customerNumber)) return [];
    if (!invoice) return driftOf('invoice', row.number, ['missing']);
    const fields = fieldsOfInvoice(invoice, understood.write);
    return driftOf('invoice', row.number, debtor?.id === invoice.debtorId ? fields : ['customer', ...fields]);
  });

  await addToComparison(work, comparing.id, { customers: 0, invoices: rows.length, drifts });
}

/** What the mirror has and the books do not know, asked for by number. */
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
