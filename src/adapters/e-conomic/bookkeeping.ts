/** The bookkeeping port over e-conomic's two families: the legacy one for customers and invoices, the OpenAPI one for the debtor ledger. */
import type { z } from 'zod';
import type {
  Bookkeeping,
  BookkeepingAnswer,
  BookkeepingRefusal,
  InvoiceRow,
  Page,
  RefusedRow,
} from '../../mirror/port.ts';
import { done, type Outcome, refused } from '../../values/outcome.ts';
import { type EconomicClient, type EconomicOptions, economicClient } from './client.ts';
import { type HouseMemory, tellingGrantsApart } from './grants.ts';
import { bookEntryRow, claimRow, matchRow } from './ledger-rows.ts';
import { lengthIn, readByCursor, readCursorPage, readPage, readWhole } from './pages.ts';
import {
  contactRow,
  customerRow,
  employeeRow,
  invoiceRow,
  paymentTermsRow,
  readRows,
  selfRow,
  whatIsWrong,
} from './rows.ts';
import { openApiPaths } from './versions.ts';

/** `$in:` takes at most 200 values. */
const mostInList = 200;

/**
 * Opening entries (7), those carried over (8) and manual customer invoices (10). `type` takes $eq and $ne only.
 */
const claimTypes = [7, 8, 10].map((type) => `type$eq:${type}`).join('$or:');

type Query = Readonly<Record<string, string>>;
/** Where a list lives, how one row of it reads, and which field is its key (also what it is sorted by, so that pages hold still). */
type List<Row> = { readonly path: string; readonly row: z.ZodType<Row>; readonly key: string };

const customers = { path: 'customers', row: customerRow, key: 'customerNumber' };
const unpaidInvoices = { path: 'invoices/unpaid', row: invoiceRow, key: 'bookedInvoiceNumber' };
const bookedInvoices = { path: 'invoices/booked', row: invoiceRow, key: 'bookedInvoiceNumber' };

/**
 * e-conomic as the mirror's bookkeeping. It reads and has no way to write. Lists without refused rows of their own (terms, employees, matches) are refused whole
 * when a row in them cannot be read.
 */
export function economicBookkeeping(
  options: EconomicOptions,
  onAppRefused: () => void = () => {},
  house?: HouseMemory,
): Bookkeeping {
  return booksOf(tellingGrantsApart(economicClient(options), onAppRefused, house));
}

export function booksOf(client: EconomicClient): Bookkeeping {
  return {
    async self(grant) {
      const answer = await client.readJson(grant, client.rest('self'));
      if (answer.kind !== 'done') return answer;
      const read = selfRow.safeParse(answer.value);
      return read.success ? done(read.data) : malformed(`self: ${whatIsWrong(read.error)}`);
    },
    rowsToRead: (grant) => readLengths(client, grant),
    customers: (grant, cursor) => readListPage(client, grant, customers, cursor),
    unpaidInvoices: (grant, cursor) => readListPage(client, grant, unpaidInvoices, cursor),
    customersByNumber: (grant, numbers) => readByNumber(client, grant, customers, numbers),
    invoicesByNumber: (grant, numbers) => readByNumber(client, grant, bookedInvoices, numbers),
    async contacts(grant, changedSince, cursor) {
      const filter = changedSince === null ? '' : `lastUpdated$gte:${changedSince}`;
      const answer = await readCursorPage(client, grant, openApiPaths.contacts, filter, cursor);
      if (answer.kind !== 'done') return answer;
      const { items, total, next } = answer.value;
      return done({ ...readRows(items, contactRow, 'number'), total, next });
    },
    // e-conomic refuses to sort payment terms (400); there are never a thousand of them.
    paymentTerms: (grant) =>
      readStrictly(client, grant, { path: 'payment-terms', row: paymentTermsRow, key: 'paymentTermsNumber' }, {}),
    employees: (grant) =>
      readStrictly(
        client,
        grant,
        { path: 'employees', row: employeeRow, key: 'employeeNumber' },
        { sort: 'employeeNumber' },
      ),
    async bookEntries(grant, afterEntry, cursor) {
      const filter = `customerNumber$gt:0$and:entryNumber$gt:${afterEntry}`;
      const answer = await readCursorPage(client, grant, openApiPaths.bookedEntries, filter, cursor);
      if (answer.kind !== 'done') return answer;
      const { items, total, next } = answer.value;
      return done({ ...readRows(items, bookEntryRow, 'entryNumber'), total, next });
    },
    async openClaims(grant, cursor) {
      const filter = `customerNumber$gt:0$and:remainder$ne:0$and:(${claimTypes})`;
      const answer = await readCursorPage(client, grant, openApiPaths.bookedEntries, filter, cursor);
      if (answer.kind !== 'done') return answer;
      const { items, total, next } = answer.value;
      return done({ ...readRows(items, claimRow, 'entryNumber'), total, next });
    },
    claimsByEntry: (grant, entryNumbers) => readClaims(client, grant, entryNumbers),
    matches: (grant, entryNumbers) => readMatches(client, grant, entryNumbers),
    async invoicePdf(grant, invoiceNumber) {
      if (!isNumber(invoiceNumber)) return refused({ code: 'not-found' });
      const answer = await client.readBytes(grant, client.rest(`invoices/booked/${invoiceNumber}/pdf`));
      if (answer.kind !== 'done') return answer;
      const text = (part: Uint8Array) => new TextDecoder('latin1').decode(part);
      if (text(answer.value.subarray(0, 5)) !== '%PDF-') return malformed('pdf: the answer is not a PDF');
      // Readers look for the end mark in the last kilobyte too.
      const isWhole = text(answer.value.subarray(-1024)).includes('%%EOF');
      return isWhole ? answer : malformed('pdf: the answer is cut off');
    },
  };
}

/** The legacy family says a list's length on any page of it, the OpenAPI family where it is asked for a `/count`. */
async function readLengths(client: EconomicClient, grant: string): BookkeepingAnswer<number> {
  const addresses = [
    client.rest(customers.path, { pagesize: '1' }),
    client.rest(unpaidInvoices.path, { pagesize: '1' }),
    client.openApi(`${openApiPaths.bookedEntries}/count`, { filter: 'customerNumber$gt:0' }),
    client.openApi(`${openApiPaths.contacts}/count`),
  ];
  let rows = 0;
  for (const address of addresses) {
    const answer = await client.readJson(grant, address);
    if (answer.kind !== 'done') return answer;
    const length = lengthIn(answer.value);
    if (length === null) return malformed('the length of a list is not a number');
    rows += length;
  }
  return done(rows);
}

async function readListPage<Row>(
  client: EconomicClient,
  grant: string,
  list: List<Row>,
  cursor: string | null,
): BookkeepingAnswer<Page<Row>> {
  const answer = await readPage(client, grant, list.path, { sort: list.key }, cursor);
  if (answer.kind !== 'done') return answer;
  const { items, total, next } = answer.value;
  return done({ ...readRows(items, list.row, list.key), total, next });
}

/** A number that is no number is refused by name; one that e-conomic does not have is simply not among the rows. */
async function readByNumber<Row extends { readonly number: string }>(
  client: EconomicClient,
  grant: string,
  list: List<Row>,
  numbers: readonly string[],
): BookkeepingAnswer<Page<Row>> {
  const wanted = new Set(numbers.filter(isNumber));
  const rows: Row[] = [];
  const refusedRows: RefusedRow[] = numbers
    .filter((each) => !isNumber(each))
    .map((key) => ({ key, what: 'is not a number of e-conomic’s' }));
  for (const chunk of chunksOf([...wanted], mostInList)) {
    const answer = await readWhole(client, grant, list.path, {
      sort: list.key,
      filter: `${list.key}$in:[${chunk.join(',')}]`,
    });
    if (answer.kind !== 'done') return answer;
    const read = readRows(answer.value, list.row, list.key);
    // A filter that was not heeded must not pass for an answer: what is missing from it would look like what is not there.
    if (read.rows.some((row) => !wanted.has(row.number)))
      return malformed(`${list.path}: the answer holds rows that were not asked for`);
    rows.push(...read.rows);
    refusedRows.push(...read.refusedRows);
  }
  return done({ rows, refusedRows, total: rows.length + refusedRows.length, next: null });
}

/** Entries that are no claims, or that e-conomic does not have, are simply not among the rows. */
async function readClaims(
  client: EconomicClient,
  grant: string,
  entryNumbers: readonly number[],
): BookkeepingAnswer<Page<InvoiceRow>> {
  const wanted = new Set(entryNumbers);
  const rows: InvoiceRow[] = [];
  const refusedRows: RefusedRow[] = [];
  for (const chunk of chunksOf([...wanted], mostInList)) {
    const filter = `entryNumber$in:[${chunk.join(',')}]$and:(${claimTypes})`;
    const answer = await readByCursor(client, grant, openApiPaths.bookedEntries, filter);
    if (answer.kind !== 'done') return answer;
    const read = readRows(answer.value, claimRow, 'entryNumber');
    if (read.rows.some((row) => row.entry === null || !wanted.has(row.entry)))
      return malformed('booked-entries: the answer holds rows that were not asked for');
    rows.push(...read.rows);
    refusedRows.push(...read.refusedRows);
  }
  return done({ rows, refusedRows, total: rows.length + refusedRows.length, next: null });
}

async function readMatches(
  client: EconomicClient,
  grant: string,
  entryNumbers: readonly number[],
): BookkeepingAnswer<Array<{ fromEntry: number; toEntry: number }>> {
  const found = new Map<string, { fromEntry: number; toEntry: number }>();
  // Each number stands in the filter twice, and an address should stay short.
  for (const chunk of chunksOf([...new Set(entryNumbers)], mostInList / 2)) {
    const list = `[${chunk.join(',')}]`;
    const answer = await readByCursor(
      client,
      grant,
      openApiPaths.matchedPairs,
      `fromEntry$in:${list}$or:toEntry$in:${list}`,
    );
    if (answer.kind !== 'done') return answer;
    const read = allOrMalformed('matched-pairs', readRows(answer.value, matchRow, 'fromEntry'));
    if (read.kind !== 'done') return read;
    for (const row of read.value) found.set(`${row.fromEntry}>${row.toEntry}`, row);
  }
  return done([...found.values()]);
}

async function readStrictly<Row>(
  client: EconomicClient,
  grant: string,
  list: List<Row>,
  query: Query,
): BookkeepingAnswer<Row[]> {
  const answer = await readWhole(client, grant, list.path, query);
  return answer.kind === 'done' ? allOrMalformed(list.key, readRows(answer.value, list.row, list.key)) : answer;
}

function allOrMalformed<Row>(
  name: string,
  read: { rows: Row[]; refusedRows: RefusedRow[] },
): Outcome<Row[], BookkeepingRefusal> {
  const first = read.refusedRows[0];
  return first ? malformed(`${name} ${first.key}: ${first.what}`) : done(read.rows);
}

function malformed(what: string): { readonly kind: 'refused'; readonly refusal: BookkeepingRefusal } {
  return refused({ code: 'malformed', what });
}

function isNumber(text: string): boolean {
  return /^\d{1,15}$/.test(text);
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
