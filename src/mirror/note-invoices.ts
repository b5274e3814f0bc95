import type { Work } from '../db/work.ts';
import { type Comparing, driftOf } from './comparing.ts';
import { type Drift, fieldsOfInvoice } from './drift.ts';
import { understandInvoices } from './invoice-card.ts';
import { invoiceKey } from './invoice-key.ts';
import type { InvoiceRow } from './port.ts';
import { addToComparison } from './store-comparisons.ts';
import { debtorsByNumber } from './store-debtors.ts';
import { invoicesByKey } from './store-invoices.ts';
import { readPaymentTerms } from './store-reference.ts';

/** Counts the invoices and claims of a page that the mirror has otherwise, where a comparison is under way. Heals nothing. */
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
