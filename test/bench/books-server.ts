/**
 * e-conomic as a bench needs it: a process of its own, so that its work and memory are not ours, that hands out pages made
 * beforehand. `n` open invoices in DKK, a fifth as many customers with a contact each, one debtor entry an invoice. Listens on the port it
 * tells its parent; counts what it was asked.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const invoices = Number(process.argv[2]);
const customers = Math.max(1, Math.floor(invoices / 5));
const pageSize = 1_000;
let root = '';
let calls = 0;

type Made = (index: number) => object;

const customerOf: Made = (index) => ({
  customerNumber: 10_000 + index,
  currency: 'DKK',
  paymentTerms: { paymentTermsNumber: 1, self: `${root}/payment-terms/1` },
  customerGroup: { customerGroupNumber: 1, self: `${root}/customer-groups/1` },
  address: `Havnegade ${index}`,
  balance: balanceOf(index),
  dueAmount: 0,
  city: 'Svendborg',
  corporateIdentificationNumber: String(20_000_000 + index),
  country: 'Danmark',
  email: `bogholderi${index}@kunde.example`,
  lastUpdated: '2026-11-03T09:14:22Z',
  name: `Kunde ${index} ApS`,
  zip: '5700',
  vatZone: { vatZoneNumber: 1, self: `${root}/vat-zones/1` },
  salesPerson: { employeeNumber: 7, self: `${root}/employees/7` },
  contacts: `${root}/customers/${10_000 + index}/contacts`,
  invoices: {
    drafts: `${root}/customers/${10_000 + index}/invoices/drafts`,
    self: `${root}/customers/${index}/invoices`,
  },
  eInvoicingDisabledByDefault: false,
  self: `${root}/customers/${10_000 + index}`,
});

const grossOf = (index: number) => 100 + (index % 977) + 0.25;

function balanceOf(customer: number): number {
  let sum = 0;
  for (let index = customer; index < invoices; index += customers) sum += grossOf(index);
  return sum;
}

const invoiceOf: Made = (index) => ({
  bookedInvoiceNumber: 100_000 + index,
  date: '2026-10-05',
  currency: 'DKK',
  netAmount: grossOf(index),
  netAmountInBaseCurrency: grossOf(index),
  grossAmount: grossOf(index),
  vatAmount: 0,
  roundingAmount: 0,
  remainder: grossOf(index),
  remainderInBaseCurrency: grossOf(index),
  dueDate: '2026-10-19',
  paymentTerms: { paymentTermsNumber: 1, daysOfCredit: 14, name: 'Netto 14 dage', paymentTermsType: 'net' },
  customer: { customerNumber: 10_000 + (index % customers), self: `${root}/customers/${10_000 + (index % customers)}` },
  recipient: {
    name: `Kunde ${index % customers} ApS`,
    address: `Havnegade ${index % customers}`,
    zip: '5700',
    city: 'Svendborg',
    country: 'Danmark',
    vatZone: { vatZoneNumber: 1, self: `${root}/vat-zones/1` },
    cvr: '00000027',
  },
  notes: { heading: 'Kaffeleverance uge 40', textLine1: 'Tak for ordren', textLine2: 'Betal venligst til konto 0000' },
  references: { salesPerson: { employeeNumber: 7, self: `${root}/employees/7` }, other: `PO-${index}` },
  layout: { layoutNumber: 19, self: `${root}/layouts/19` },
  pdf: { download: `${root}/invoices/booked/${100_000 + index}/pdf` },
  sent: `${root}/invoices/booked/${100_000 + index}/sent`,
  self: `${root}/invoices/booked/${100_000 + index}`,
});

const entryOf: Made = (index) => ({
  entryNumber: 1 + index,
  accountNumber: 5600,
  amount: grossOf(index),
  amountInBaseCurrency: grossOf(index),
  currencyCode: 'DKK',
  date: '2026-10-05T00:00:00',
  dueDate: '2026-10-19T00:00:00',
  text: `Faktura ${100_000 + index}`,
  type: 1,
  voucherNumber: 100_000 + index,
  customerNumber: 10_000 + (index % customers),
  customerInvoiceNumber: 100_000 + index,
  remainder: grossOf(index),
  objectVersion: 'a1',
});

const contactOf: Made = (index) => ({
  number: 1 + index,
  customerNumber: 10_000 + index,
  userInterfaceNumber: 1,
  name: `Kontakt ${index}`,
  email: `kontakt${index}@kunde.example`,
  receiveReminders: true,
  lastUpdated: '2026-10-01T09:14:22Z',
  objectVersion: 'a1',
});

function page(total: number, page: number, made: Made): object[] {
  const rows: object[] = [];
  for (let index = page * pageSize; index < Math.min(total, (page + 1) * pageSize); index += 1) rows.push(made(index));
  return rows;
}

/** Every page of a legacy list, as bytes. */
function legacyPages(path: string, total: number, made: Made): Buffer[] {
  const link = (skip: number) => `${root}/${path}?skippages=${skip}&pagesize=${pageSize}`;
  return Array.from({ length: Math.max(1, Math.ceil(total / pageSize)) }, (_, skip) => {
    const last = (skip + 1) * pageSize >= total;
    const pagination = { skipPages: skip, pageSize, results: total, ...(last ? {} : { nextPage: link(skip + 1) }) };
    return Buffer.from(JSON.stringify({ collection: page(total, skip, made), pagination, self: link(skip) }));
  });
}

/** Every page of an OpenAPI list; the cursor is the number of the page. */
function cursorPages(total: number, made: Made): Buffer[] {
  return Array.from({ length: Math.ceil(total / pageSize) }, (_, at) => {
    const cursor = (at + 1) * pageSize < total ? { cursor: String(at + 1) } : {};
    return Buffer.from(JSON.stringify({ items: page(total, at, made), ...cursor }));
  });
}

const short = (rows: object[]) =>
  Buffer.from(JSON.stringify({ collection: rows, pagination: { results: rows.length } }));

const server = createServer((request, response) => {
  calls += 1;
  const body = answerTo(new URL(request.url ?? '/', root));
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(body ?? '{}');
});

let lists: { readonly [path: string]: Buffer[] } = {};
let entryPages: Buffer[] = [];
let contactPages: Buffer[] = [];

function answerTo(address: URL): Buffer | undefined {
  const path = address.pathname.replace('/rest/', '');
  if (path === '/calls') return Buffer.from(JSON.stringify({ calls }));
  if (path in lists) return lists[path]![Number(address.searchParams.get('skippages') ?? 0)];
  if (path.endsWith('booked-entries/count')) return Buffer.from(String(invoices));
  if (path.endsWith('Contacts/count')) return Buffer.from(String(customers));
  if (path === 'payment-terms')
    return short([{ paymentTermsNumber: 1, daysOfCredit: 14, name: 'Netto 14 dage', paymentTermsType: 'net' }]);
  if (path === 'employees') return short([{ employeeNumber: 7, name: 'Jonas Bak' }]);
  if (path.endsWith('/Contacts')) {
    if (address.searchParams.has('filter')) return Buffer.from('{"items":[]}');
    return contactPages[Number(address.searchParams.get('cursor') ?? 0)];
  }
  if (path.endsWith('/matched-pairs')) return Buffer.from('{"items":[]}');
  if (path.endsWith('/booked-entries')) {
    // No claim was booked by hand.
    if (address.searchParams.get('filter')?.includes('type$eq')) return Buffer.from('{"items":[]}');
    const after = Number(/entryNumber\$gt:(\d+)/.exec(address.searchParams.get('filter') ?? '')?.[1] ?? 0);
    if (after >= invoices) return Buffer.from('{"items":[]}');
    return entryPages[Number(address.searchParams.get('cursor') ?? 0)];
  }
  return undefined;
}

server.listen(0, '127.0.0.1', () => {
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rest`;
  lists = {
    customers: legacyPages('customers', customers, customerOf),
    'invoices/unpaid': legacyPages('invoices/unpaid', invoices, invoiceOf),
  };
  entryPages = cursorPages(invoices, entryOf);
  contactPages = cursorPages(customers, contactOf);
  process.send?.({ origin: root.replace('/rest', '') });
});
process.on('disconnect', () => process.exit(0));
