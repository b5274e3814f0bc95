/**
 * The books as they are this moment, for letters about to leave. Only outer calls here: whoever asks takes the answers in
 * with `observe-customers` and `observe-invoices` inside its own work (or, to learn payments' days, `look-closer` and
 * `observe-books`).
 */
import type { Instant } from '../values/day.ts';
import { done, type Outcome } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import { claimKey, invoiceKey, refusedClaims, sortedKeys } from './invoice-key.ts';
import type { Bookkeeping, BookkeepingAnswer, BookkeepingRefusal, CustomerRow, InvoiceRow, Page } from './port.ts';
import type { Reading } from './reading.ts';

export type LiveLook = {
  /** Booked invoices and claims without one. */
  readonly invoices: Reading<InvoiceRow>;
  readonly customers: Reading<CustomerRow>;
  /** Keys of invoices that the books, asked for by number, do not have: among the refused rows too. */
  readonly unknownInvoices: readonly string[];
  /** Wall time of the moment before the first read. */
  readonly asOf: Instant;
};

const keysPerCall = 200;

/**
 * `invoiceKeys`: as in `invoice-key`. A key that the books do not answer for is among the refused rows: nothing may be demanded
 * on its account. Customers come first: a balance that was read before the items it is held against is never too low for
 * money that was matched in between.
 */
export async function lookUpLive(
  { bookkeeping, wallNow }: { readonly bookkeeping: Bookkeeping; readonly wallNow: () => Instant },
  asked: { grant: string; invoiceKeys: readonly string[]; customerNumbers: readonly string[] },
): Promise<Outcome<LiveLook, BookkeepingRefusal>> {
  const asOf = wallNow();
  const { numbers, entries } = sortedKeys(asked.invoiceKeys);
  const customers = await byKeys(asked.customerNumbers, (row: CustomerRow) => row.number, {
    read: (keys) => bookkeeping.customersByNumber(asked.grant, keys),
    mayBeForbidden: false,
  });
  if (customers.kind !== 'done') return customers;

  const booked = await byKeys(numbers, invoiceKey, {
    read: (keys) => bookkeeping.invoicesByNumber(asked.grant, keys),
    mayBeForbidden: false,
  });
  if (booked.kind !== 'done') return booked;

  const claims = await byKeys(entries.map(claimKey), invoiceKey, {
    read: async (keys) => {
      const answer = await bookkeeping.claimsByEntry(asked.grant, sortedKeys(keys).entries);
      if (answer.kind !== 'done') return answer;
      return done({ ...answer.value, refusedRows: refusedClaims(answer.value.refusedRows) });
    },
    mayBeForbidden: true,
  });
  if (claims.kind !== 'done') return claims;

  const rows = [...booked.value.rows, ...claims.value.rows];
  const refusedRows = [...booked.value.refusedRows, ...claims.value.refusedRows];
  return done({
    invoices: { rows, refusedRows, asOf },
    customers: { rows: customers.value.rows, refusedRows: customers.value.refusedRows, asOf },
    unknownInvoices: [...booked.value.unknown, ...claims.value.unknown],
    asOf,
  });
}

type Answered<Row> = Pick<Reading<Row>, 'rows' | 'refusedRows'> & { readonly unknown: readonly string[] };

/** `mayBeForbidden`: without the right to read them these keys are refused one by one, and all else goes on. */
async function byKeys<Row>(
  keys: readonly string[],
  keyOf: (row: Row) => string,
  ask: { readonly read: (keys: readonly string[]) => BookkeepingAnswer<Page<Row>>; readonly mayBeForbidden: boolean },
): Promise<Outcome<Answered<Row>, BookkeepingRefusal>> {
  const rows: Row[] = [];
  const refusedRows: Page<Row>['refusedRows'] = [];
  for (let at = 0; at < keys.length; at += keysPerCall) {
    const some = keys.slice(at, at + keysPerCall);
    const answer = await askPatiently(() => ask.read(some));
    if (answer.kind === 'done') {
      rows.push(...answer.value.rows);
      refusedRows.push(...answer.value.refusedRows);
    } else if (ask.mayBeForbidden && answer.kind === 'refused' && answer.refusal.code === 'not-permitted') {
      refusedRows.push(...some.map((key) => ({ key, what: 'the grant does not let us read the debtor entries' })));
    } else return answer;
  }
  const answered = new Set([...rows.map(keyOf), ...refusedRows.map((row) => row.key)]);
  const unknown = keys.filter((key) => !answered.has(key));
  refusedRows.push(...unknown.map((key) => ({ key, what: 'the books did not answer for it when asked by number' })));
  return done({ rows, refusedRows, unknown });
}
