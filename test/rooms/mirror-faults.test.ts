import { sql } from 'drizzle-orm';
import t from 'tap';
import type { Bookkeeping, InvoiceRow } from '../../src/mirror/port.ts';
import { invoicesByKey } from '../../src/mirror/store-invoices.ts';
import { readRefusedRows } from '../../src/mirror/store-reference.ts';
import { mirrorState } from '../../src/mirror/store-state.ts';
import { done, refused } from '../../src/values/outcome.ts';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor } = await mirrorHouse(t.teardown);

t.test('a row that cannot be read is named, and what was known of it stays', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const invoice = books.book('1', 100n);
  const house = await creditor(books);
  await house.pull();
  const refusedRows = [{ key: invoice, what: 'the remainder is not a number' }];
  books.bookkeeping.unpaidInvoices = async () => done({ rows: [], refusedRows, total: 1, next: null });
  books.calls.length = 0;

  await house.pull();

  t.notOk(books.calls.includes('invoicesByNumber'), 'it was listed, so it is not among the settled');
  t.match(await house.inWork((work) => readRefusedRows(work, 10)), [{ kind: 'invoice', ...refusedRows[0] }]);
  const mirrored = await house.inWork((work) => invoicesByKey(work, [invoice]));
  t.same(mirrored.get(invoice)?.remainderMinor, 100n);
});

t.test('a grant that is taken back pauses the mirror, says so once, and a new grant resumes it', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  books.book('1', 100n);
  const house = await creditor(books);
  await house.pull();
  const { booksReadAt } = (await house.inWork(mirrorState))!;
  books.fault((call) => (call === 'unpaidInvoices' ? refused({ code: 'grant-revoked' }) : undefined));

  t.match(await house.pull(), { kind: 'refused', refusal: { code: 'grant-revoked' } });

  t.same(house.revoked, 1);
  t.match(await house.inWork(mirrorState), { phase: 'paused', booksReadAt, problem: /taken back/ });
  const polls = () => house.inWork((work) => work.tx.execute(sql`select from timetable where what = 'poll'`));
  t.same((await polls()).length, 0);
  house.grant = null;
  t.match(await house.pull(), { kind: 'refused', refusal: { code: 'no-grant' } });
  house.grant = 'another';
  books.fault(() => undefined);
  t.match(await house.pull(), { kind: 'done' });
  t.match(await house.inWork(mirrorState), { phase: 'quiet', problem: null });
  t.same((await polls()).length, 1);
});

t.test('a list that does not end is refused by name, whatever way it does not end', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  books.book('1', 100n);
  const { unpaidInvoices, bookEntries } = books.bookkeeping;
  const rows = books.unpaid();
  const page = (many: InvoiceRow[], total: number | null, next: string) =>
    done({ rows: many, refusedRows: [], total, next });
  const lists: Record<string, Bookkeeping['unpaidInvoices']> = {
    'repeats a page': async () => page(rows, null, 'again'),
    'is empty in the middle': async (_grant, cursor) => page([], null, `${cursor}+`),
    'goes beyond its total': async (_grant, cursor) => page(Array(4_000).fill(rows[0]), 10, `${cursor}+`),
  };
  for (const [how, list] of Object.entries(lists)) {
    books.bookkeeping.unpaidInvoices = list;
    const house = await creditor(books);
    t.match(await house.pull(), { kind: 'refused', refusal: { code: 'malformed' } }, how);
    t.match(await house.inWork(mirrorState), { phase: 'first', booksReadAt: null, failures: 1 }, how);
  }
  books.bookkeeping.unpaidInvoices = unpaidInvoices;
  books.bookkeeping.bookEntries = async () => done({ rows: [], refusedRows: [], total: null, next: 'x' });
  const house = await creditor(books);
  t.match(await house.pull(), { kind: 'refused', refusal: { code: 'malformed' } }, 'entries that do not get on');
  books.bookkeeping.bookEntries = bookEntries;
  t.match(await house.pull(), { kind: 'done' }, 'and the next pull of sound books is whole');
});

t.test('asked to slow down, the pull waits as long as it was told and goes on', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const house = await creditor(books);
  let refusals = 3;
  books.fault((call) =>
    call === 'customers' && refusals-- > 0 ? refused({ code: 'slow-down', retryAfterMs: 1 }) : undefined,
  );
  t.match(await house.pull(), { kind: 'done' });
  t.same(books.calls.filter((call) => call === 'customers').length, 4);

  books.calls.length = 0;
  books.fault((call) => (call === 'customers' ? refused({ code: 'slow-down', retryAfterMs: 1 }) : undefined));
  t.match(await house.pull(), { kind: 'refused', refusal: { code: 'slow-down' } }, 'but not for ever');
  t.same(books.calls.filter((call) => call === 'customers').length, 6);
});

t.test('whatever role or module the grant lacks is named, and what works goes on', async (t) => {
  for (const missing of ['bookEntries', 'contacts', 'employees', 'paymentTerms', 'openClaims', 'matches']) {
    const books = openBooks();
    books.addCustomer('1');
    const invoice = books.book('1', 100n);
    const house = await creditor(books);
    books.fault((call) =>
      call === missing ? refused({ code: 'not-permitted', what: `the role for ${missing}` }) : undefined,
    );

    t.match(await house.pull(), { kind: 'done' }, missing);
    books.match(books.pay('1', 40n, '2026-10-09'), invoice, 40n);
    t.match(await house.pull(), { kind: 'done' }, missing);

    const problem = missing === 'matches' ? null : new RegExp(`does not cover this: the role for ${missing}`);
    t.match(await house.inWork(mirrorState), { phase: 'quiet', problem, failures: 0 }, missing);
    const mirrored = await house.inWork((work) => invoicesByKey(work, [invoice]));
    t.equal(mirrored.get(invoice)?.remainderMinor, 60n, missing);
  }
});

t.test(
  'two pulls of the same books do not run beside each other, and what the second was asked for is not lost',
  async (t) => {
    const books = openBooks();
    books.addCustomer('1');
    books.book('1', 100n);
    const house = await creditor(books);
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { customers } = books.bookkeeping;
    books.bookkeeping.customers = async (grant, cursor) => {
      await gate;
      return customers(grant, cursor);
    };
    const first = house.pull();
    while (!(await house.inWork(mirrorState))?.step) await new Promise((resolve) => setTimeout(resolve, 5));

    t.match(await house.pull(), { kind: 'refused', refusal: { code: 'under-way' } });

    const [poll] = await house.inWork((work) =>
      work.tx.execute<{ s: string }>(
        sql`select extract(epoch from due_at - business_now()) as s from timetable where what = 'poll'`,
      ),
    );
    t.ok(Number(poll!.s) > 50 && Number(poll!.s) <= 60, 'a further one comes in a minute');
    go();
    t.match(await first, { kind: 'done' });
    t.match(await house.pull(), { kind: 'done' });
  },
);

t.test('a pull that died without a word is taken over when it has been silent for three minutes', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const house = await creditor(books);
  await house.pull();
  const since = (seconds: number) =>
    house.inWork((work) =>
      work.tx.execute(
        sql`update mirror_state set pulling_until = clock_timestamp() + make_interval(secs => ${180 - seconds})`,
      ),
    );
  await since(170);
  t.match(await house.pull(), { refusal: { code: 'under-way' } });
  await since(181);
  t.match(await house.pull(), { kind: 'done' });
});
