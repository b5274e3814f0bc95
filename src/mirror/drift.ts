/** Where the mirror does not say what the books say: what the nightly comparison counts and tells. */
import type { InvoiceWrite, MirroredDebtor, MirroredInvoice } from './mirrored.ts';
import type { CustomerRow } from './port.ts';

/** In the books' own numbers, without names, addresses or sums. */
export type Drift = {
  readonly about: 'customer' | 'invoice';
  readonly number: string;
  /** missing: not in the mirror. extra: not in the books. Else the fields that were otherwise. */
  readonly how: readonly DriftKind[];
};

export type DriftKind = 'missing' | 'extra' | CustomerField | InvoiceField;
export type CustomerField =
  | 'name'
  | 'currency'
  | 'balance'
  | 'e-mail'
  | 'phone'
  | 'address'
  | 'company-number'
  | 'terms'
  | 'sales-person'
  | 'group'
  | 'attention'
  | 'barred';
export type InvoiceField = 'remainder' | 'amount' | 'day' | 'due-day' | 'terms' | 'reference' | 'customer';

type Same<Field, Mirrored, Read> = readonly [Field, (mirrored: Mirrored, read: Read) => boolean];

const ofCustomers: readonly Same<CustomerField, MirroredDebtor, CustomerRow>[] = [
  ['balance', (debtor, row) => debtor.balanceBaseMinor === row.balanceMinor],
  ['e-mail', (debtor, row) => debtor.emails.join('\n') === row.emails.join('\n')],
  ['name', (debtor, row) => debtor.name === row.name],
  ['currency', (debtor, row) => debtor.currency === row.currency],
  ['phone', (debtor, row) => debtor.phone === row.phone && debtor.mobilePhone === row.mobilePhone],
  [
    'address',
    (debtor, row) =>
      debtor.address === row.address &&
      debtor.zip === row.zip &&
      debtor.city === row.city &&
      debtor.country === row.country,
  ],
  ['company-number', (debtor, row) => debtor.companyNumber === row.companyNumber],
  ['terms', (debtor, row) => debtor.termsNumber === row.paymentTermsNumber],
  ['sales-person', (debtor, row) => debtor.salesPersonNumber === row.salesPersonNumber],
  ['group', (debtor, row) => debtor.groupNumber === row.groupNumber],
  ['attention', (debtor, row) => debtor.attentionNumber === row.attentionNumber],
  ['barred', (debtor, row) => debtor.barred === row.barred],
];

const ofInvoices: readonly Same<Exclude<InvoiceField, 'customer'>, MirroredInvoice, InvoiceWrite>[] = [
  [
    'remainder',
    (invoice, { row }) =>
      invoice.remainderMinor === row.remainderMinor && invoice.remainderBaseMinor === row.remainderBaseMinor,
  ],
  ['due-day', (invoice, { dueDay }) => invoice.dueDay === dueDay],
  ['amount', (invoice, { row }) => invoice.grossMinor === row.grossMinor],
  ['day', (invoice, { row }) => invoice.day === row.day],
  ['terms', (invoice, { row }) => invoice.termsNumber === row.paymentTermsNumber],
  // A claim's number is one that somebody typed, and may be typed again.
  ['reference', (invoice, { row }) => invoice.reference === row.reference && invoice.number === row.number],
];

export function customerIsSame(debtor: MirroredDebtor, row: CustomerRow): boolean {
  return ofCustomers.every(([, same]) => same(debtor, row));
}

export function invoiceIsSame(invoice: MirroredInvoice, write: InvoiceWrite): boolean {
  return ofInvoices.every(([, same]) => same(invoice, write));
}

export function fieldsOfCustomer(debtor: MirroredDebtor, row: CustomerRow): CustomerField[] {
  return ofCustomers.filter(([, same]) => !same(debtor, row)).map(([field]) => field);
}

export function fieldsOfInvoice(invoice: MirroredInvoice, write: InvoiceWrite): InvoiceField[] {
  return ofInvoices.filter(([, same]) => !same(invoice, write)).map(([field]) => field);
}
