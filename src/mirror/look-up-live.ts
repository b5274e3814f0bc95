/**
 * The books as they are this moment, for letters about to leave. Only outer calls here: whoever asks takes the answers in
 * with `observe-customers` and `observe-invoices` inside its own work (or, to learn payments' days, `look-closer` and
 * `observe-books`).
 */
import type { Instant } from '../values/day.ts';
import { done, type Outcome } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import type { Bookkeeping, BookkeepingAnswer, BookkeepingRefusal, CustomerRow, InvoiceRow, Page } from './port.ts';
import type { Reading } from './reading.ts';

export type LiveLook = {
  readonly invoices: Reading<InvoiceRow>;
  readonly customers: Reading<CustomerRow>;
  /** Wall time of the moment before the first read. */
  readonly asOf: Instant;
};

const keysPerCall = 200;

/** A key that the books do not answer for is among the refused rows: nothing may be demanded on its account. */
export async function lookUpLive(
  { bookkeeping, wallNow }: { readonly bookkeeping: Bookkeeping; readonly wallNow: () => Instant },
  asked: { grant: string; invoiceNumbers: readonly string[]; customerNumbers: readonly string[] },
): Promise<Outcome<LiveLook, BookkeepingRefusal>> {
  const asOf = wallNow();
  const customers = await byKeys(asked.customerNumbers, asOf, (keys) =>
    bookkeeping.customersByNumber(asked.grant, keys),
  );
  if (customers.kind !== 'done') return customers;

  const invoices = await byKeys(asked.invoiceNumbers, asOf, (keys) => bookkeeping.invoicesByNumber(asked.grant, keys));
  if (invoices.kind !== 'done') return invoices;

  return done({ invoices: invoices.value, customers: customers.value, asOf });
}

async function byKeys<Row extends { readonly number: string }>(
  keys: readonly string[],
  asOf: Instant,
  read: (keys: readonly string[]) => BookkeepingAnswer<Page<Row>>,
): Promise<Outcome<Reading<Row>, BookkeepingRefusal>> {
  const rows: Row[] = [];
  const refusedRows: Page<Row>['refusedRows'] = [];
  for (let at = 0; at < keys.length; at += keysPerCall) {
    const answer = await askPatiently(() => read(keys.slice(at, at + keysPerCall)));
    if (answer.kind !== 'done') return answer;
    rows.push(...answer.value.rows);
    refusedRows.push(...answer.value.refusedRows);
  }
  const answered = new Set([...rows.map((row) => row.number), ...refusedRows.map((row) => row.key)]);
  const silent = keys.filter((key) => !answered.has(key));
  refusedRows.push(...silent.map((key) => ({ key, what: 'the books did not answer for it when asked by number' })));
  return done({ rows, refusedRows, asOf });
}
