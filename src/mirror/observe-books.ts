import type { Work } from '../db/work.ts';
import type { Closer } from './ask-closer.ts';
import type { Change } from './difference.ts';
import { observeCustomers } from './observe-customers.ts';
import { observeInvoices } from './observe-invoices.ts';
import type { InvoiceRow } from './port.ts';
import type { Reading } from './reading.ts';

/** Invoices with all that was asked about them (`look-closer`), customers first, in one transaction. */
export async function observeBooks(work: Work, invoices: Reading<InvoiceRow>, closer: Closer): Promise<Change[]> {
  const ofCustomers = closer.customers ? await observeCustomers(work, closer.customers) : [];

  const ofInvoices = await observeInvoices(work, invoices, closer.matches);

  return [...closer.news, ...ofCustomers, ...ofInvoices];
}
