import { sql } from 'drizzle-orm';
import t from 'tap';
import { debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { invoicesByKey } from '../../src/mirror/store-invoices.ts';
import { readRefusedRows } from '../../src/mirror/store-reference.ts';
import { mirrorState } from '../../src/mirror/store-state.ts';
import { unknown } from '../../src/values/outcome.ts';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor } = await mirrorHouse(t.teardown);

const told = (changes: readonly { kind: string }[]) =>
  changes.map((change) => {
    const { invoiceId: _i, debtorId: _d, about: _a, currency: _c, ...rest } = change as Record<string, unknown>;
    return rest;
  });

t.test('the first pull mirrors customers and open invoices, and says what is new', async (t) => {
  const books = openBooks();
  for (const number of ['1', '2', '3', '4']) books.addCustomer(number);
  books.addCustomer('5', { country: 'Sverige', emails: ['ida@havn.example', 'kopi@havn.example'] });
  const open = books.book('1', 50_000n);
  const credit = books.book('2', -7_500n);
  const swedish = books.book('5', 10_000n);
  const settled = books.book('1', 900n);
  books.match(books.pay('1', 900n, '2026-10-05'), settled, 900n);
  const house = await creditor(books);
  const before = new Date();

  const outcome = await house.pull();

  t.same(outcome.kind, 'done');
  t.same(
    house.changes.map((change) => change.kind),
    ['new', 'credit-note', 'new'],
  );
  await house.inWork(async (work) => {
    const invoices = await invoicesByKey(work, [open, credit, swedish, settled]);
    t.same([...invoices.keys()].sort(), [open, credit, swedish].sort(), 'a settled invoice never seen is not kept');
    t.same(invoices.get(open)?.market, 'DK');
    t.same(invoices.get(swedish)?.market, 'SE');
    t.same((await debtorsByNumber(work, ['5'])).get('5')?.emails, ['ida@havn.example', 'kopi@havn.example']);
    const state = (await mirrorState(work))!;
    t.match(state, { phase: 'quiet', step: null, problem: null, failures: 0 });
    t.ok(state.booksReadAt! >= before && state.booksReadAt! <= new Date());
    const [next] = await work.tx.execute<{ minutes: string }>(
      sql`select extract(epoch from due_at - business_now()) / 60 as minutes from timetable where what = 'poll'`,
    );
    t.ok(Number(next!.minutes) > 14 && Number(next!.minutes) <= 15, 'the next pull is a quarter of an hour away');
  });
});

t.test('a second pull of unchanged books writes no invoice and no debtor', async (t) => {
  const books = openBooks();
  for (const number of ['1', '2', '3', '4']) books.addCustomer(number);
  for (let count = 0; count < 8; count += 1) books.book('1', 1_000n + BigInt(count));
  books.keepContact({ number: 4, customerNumber: '1', name: 'Ida' });
  const house = await creditor(books);
  await house.pull();
  const versions = () =>
    house.inWork((work) =>
      work.tx.execute(sql`select 'i' || number as row, xmin::text, read_at from invoices
        union all select 'd' || id, xmin::text, read_at from debtors union all select 'c' || number, xmin::text, read_at from contacts order by 1`),
    );
  await house.pull();
  const after = await versions();

  await house.pull();

  t.same(after.length, 13);
  t.same(await versions(), after);
  t.same(house.changes, []);
});

t.test(
  'a due day that moves, an address that changes and a barred customer are told with before and after',
  async (t) => {
    const books = openBooks();
    books.addCustomer('1', { emails: ['a@x.example'] });
    const invoice = books.book('1', 100n);
    const house = await creditor(books);
    await house.pull();
    books.change(invoice, { dueDay: '2026-11-15' });
    books.addCustomer('1', { emails: ['b@x.example'], barred: true });

    await house.pull();

    t.same(told(house.changes), [
      { kind: 'email-changed', emailsBefore: ['a@x.example'], emails: ['b@x.example'] },
      { kind: 'barred' },
      {
        kind: 'due-day-moved',
        beforeMinor: 100n,
        afterMinor: 100n,
        valueDay: today(),
        dueDayBefore: '2026-10-15',
        dueDay: '2026-11-15',
      },
    ]);
  },
);

t.test('an invoice without a due day gets it from its terms, and without terms is refused by name', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const byTerms = books.book('1', 100n, { day: '2026-10-01', dueDay: null });
  const hopeless = books.book('1', 100n, { dueDay: null, paymentTermsNumber: 99 });
  const house = await creditor(books);

  await house.pull();

  await house.inWork(async (work) => {
    const invoices = await invoicesByKey(work, [byTerms, hopeless]);
    t.same(invoices.get(byTerms)?.dueDay, '2026-10-15');
    t.notOk(invoices.has(hopeless));
    t.match(await readRefusedRows(work, 10), [{ kind: 'invoice', key: hopeless }]);
  });
  books.change(hopeless, { dueDay: '2026-12-01' });
  await house.pull();
  t.same(await house.inWork((work) => readRefusedRows(work, 10)), [], 'once it is understood it is off the list');
});

t.test(
  'a failed pull leaves the facts as old as they are, says why in words and tries again later and later',
  async (t) => {
    const books = openBooks();
    books.addCustomer('1');
    const house = await creditor(books);
    await house.pull();
    const { booksReadAt } = (await house.inWork(mirrorState))!;
    books.fault((call) => (call === 'bookEntries' ? unknown('timeout') : undefined));
    const waits: number[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      t.match(await house.pull(), { kind: 'unknown' });
      const [row] = await house.inWork((work) =>
        work.tx.execute<{ minutes: string }>(
          sql`select extract(epoch from due_at - business_now()) / 60 as minutes from timetable where what = 'poll'`,
        ),
      );
      waits.push(Number(row!.minutes));
    }
    for (const [index, least] of [5, 10, 20, 40, 60].entries()) {
      const wait = waits[index]!;
      t.ok(
        wait > least - 0.1 && wait <= least * 1.2,
        `try ${index + 1}: ${wait} minutes, up to a fifth beyond ${least}`,
      );
    }
    t.match(await house.inWork(mirrorState), { booksReadAt, failures: 5, problem: /did not answer/ });
  },
);

t.test('a first pull that is killed goes on at the page it stood on, and is as old as its first read', async (t) => {
  const books = openBooks(2);
  for (let number = 1; number <= 9; number += 1) books.addCustomer(String(number));
  for (let count = 0; count < 9; count += 1) books.book('1', 100n);
  const house = await creditor(books);
  let pages = 0;
  books.fault((call) => {
    if (call === 'unpaidInvoices' && ++pages === 3) throw new Error('killed');
    return undefined;
  });
  await t.rejects(house.pull(), /killed/);
  const cut = (await house.inWork(mirrorState))!;
  t.match(cut, { phase: 'first', step: 'invoices', rowsDone: 4, rowsTotal: 9, booksReadAt: null });
  books.fault(() => undefined);
  books.calls.length = 0;

  t.match(await house.pull(), { kind: 'done' });

  t.notOk(books.calls.includes('customers'), 'customers are not read again');
  t.same(books.calls.filter((call) => call === 'unpaidInvoices').length, 3);
  const state = (await house.inWork(mirrorState))!;
  t.same(state.booksReadAt, cut.startedAt);
});

function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' }).format(new Date());
}
