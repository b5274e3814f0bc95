import { sql } from 'drizzle-orm';
import t from 'tap';
import { lookCloser } from '../../src/mirror/look-closer.ts';
import { lookUpLive } from '../../src/mirror/look-up-live.ts';
import { observeInvoices } from '../../src/mirror/observe-invoices.ts';
import type { Bookkeeping, InvoiceRow } from '../../src/mirror/port.ts';
import { customerNumbers, debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { invoicesByNumber, openInvoices } from '../../src/mirror/store-invoices.ts';
import { readContacts, readRefusedRows } from '../../src/mirror/store-reference.ts';
import { mirrorState } from '../../src/mirror/store-state.ts';
import { done, refused, unknown } from '../../src/values/outcome.ts';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor, openWork } = await mirrorHouse(t.teardown);

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
    const invoices = await invoicesByNumber(work, [open, credit, swedish, settled]);
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
  const house = await creditor(books);
  await house.pull();
  const versions = () =>
    house.inWork((work) =>
      work.tx.execute(sql`select 'i' || number as row, xmin::text, read_at from invoices
        union all select 'd' || id, xmin::text, read_at from debtors where contacts_read_at is null order by 1`),
    );
  await house.pull();
  const after = await versions();

  await house.pull();

  t.ok(after.length >= 11);
  t.same(await versions(), after);
  t.same(house.changes, []);
});

t.test('payments are told one by one with the days they were made', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const invoice = books.book('1', 100_000n);
  const house = await creditor(books);
  await house.pull();
  books.match(books.pay('1', 30_000n, '2026-10-20'), invoice, 30_000n);
  books.match(books.pay('1', 50_000n, '2026-10-12'), invoice, 50_000n);

  await house.pull();
  t.same(told(house.changes.filter((change) => change.about === 'invoice')), [
    { kind: 'part-paid', beforeMinor: 100_000n, afterMinor: 50_000n, valueDay: '2026-10-12' },
    { kind: 'part-paid', beforeMinor: 50_000n, afterMinor: 20_000n, valueDay: '2026-10-20' },
  ]);

  books.match(books.pay('1', 20_000n, '2026-11-02'), invoice, 20_000n);
  await house.pull();
  t.same(told(house.changes.filter((change) => change.about === 'invoice')), [
    { kind: 'paid', beforeMinor: 20_000n, afterMinor: 0n, valueDay: '2026-11-02' },
  ]);
});

t.test('a credit note set against an invoice is told as credited, not as paid', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const invoice = books.book('1', 100_000n);
  const note = books.book('1', -40_000n, { day: '2026-10-28' });
  const house = await creditor(books);
  await house.pull();
  books.credit(note, invoice, 40_000n);

  await house.pull();

  t.same(
    told(house.changes).sort((a, b) => String(a['kind']).localeCompare(String(b['kind']))),
    [
      { kind: 'credit-note-used', beforeMinor: -40_000n, afterMinor: 0n, valueDay: today() },
      { kind: 'credited', beforeMinor: 100_000n, afterMinor: 60_000n, valueDay: '2026-10-28' },
    ],
  );
});

t.test('a match that is undone opens the invoice again', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const invoice = books.book('1', 100_000n);
  const house = await creditor(books);
  await house.pull();
  const payment = books.pay('1', 100_000n, '2026-10-12');
  books.match(payment, invoice, 100_000n);
  await house.pull();
  books.unmatch(invoice);

  await house.pull();
  t.same(told(house.changes), [{ kind: 're-opened', beforeMinor: 0n, afterMinor: 100_000n, valueDay: today() }]);

  books.match(payment, invoice, 100_000n);
  await house.pull();
  t.same(told(house.changes), [{ kind: 'paid', beforeMinor: 100_000n, afterMinor: 0n, valueDay: '2026-10-12' }]);
});

t.test('a payment that nobody has matched lowers the balance and no invoice', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  books.book('1', 100_000n);
  const house = await creditor(books);
  await house.pull();
  books.pay('1', 100_000n, '2026-10-12');

  await house.pull();

  t.same(told(house.changes), [{ kind: 'balance-changed', beforeMinor: 100_000n, afterMinor: 0n }]);
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

t.test('a renumbered customer stays the same debtor, with the invoices booked under the new number', async (t) => {
  const books = openBooks();
  books.addCustomer('1', { emails: ['a@x.example'] });
  const old = books.book('1', 100n);
  const house = await creditor(books);
  await house.pull();
  const debtorId = (await house.inWork((work) => debtorsByNumber(work, ['1']))).get('1')!.id;
  books.renumber('1', '900');
  const later = books.book('900', 200n);

  await house.pull();

  await house.inWork(async (work) => {
    t.same((await customerNumbers(work, [debtorId])).get(debtorId), '900');
    t.same((await openInvoices(work, [debtorId])).map((invoice) => invoice.number).sort(), [old, later].sort());
    const debtor = (await debtorsByNumber(work, ['900'])).get('900')!;
    t.match(debtor, { id: debtorId, goneAt: null, balanceBaseMinor: 300n, emails: ['a@x.example'] });
  });
  t.notOk(house.changes.some((change) => change.kind === 'gone'));
  t.ok(house.changes.some((change) => change.kind === 'renumbered' && change.debtorId === debtorId));
});

t.test('two customers that change numbers keep their own invoices and addresses', async (t) => {
  const books = openBooks(10);
  books.addCustomer('1', { emails: ['a@x.example'] });
  books.addCustomer('2', { emails: ['b@x.example'] });
  books.book('1', 100n);
  books.book('2', 200n);
  const house = await creditor(books);
  await house.pull();
  const before = await house.inWork((work) => debtorsByNumber(work, ['1', '2']));
  books.renumber('1', 'between');
  books.renumber('2', '1');
  books.renumber('between', '2');

  await house.pull();

  const after = await house.inWork((work) => debtorsByNumber(work, ['1', '2']));
  t.same(after.get('2')?.id, before.get('1')?.id);
  t.same(after.get('1')?.id, before.get('2')?.id);
  t.same(after.get('2')?.emails, ['a@x.example']);
  t.same(after.get('1')?.emails, ['b@x.example']);
});

t.test('a number used again after a customer was deleted is a new debtor', async (t) => {
  const books = openBooks();
  books.addCustomer('1', { name: 'Den gamle' });
  const house = await creditor(books);
  await house.pull();
  const old = (await house.inWork((work) => debtorsByNumber(work, ['1']))).get('1')!;
  books.remove('1');
  await house.pull();
  t.same(
    house.changes.map((change) => [change.kind, change.debtorId]),
    [['gone', old.id]],
  );
  books.addCustomer('1', { name: 'Den nye' });

  await house.pull();

  const fresh = (await house.inWork((work) => debtorsByNumber(work, ['1']))).get('1')!;
  t.not(fresh.id, old.id);
  t.same(fresh.name, 'Den nye');
});

t.test('a customer that the list skips and the books still have is not gone', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  books.addCustomer('2');
  const house = await creditor(books);
  await house.pull();
  const list = books.bookkeeping.customers;
  books.bookkeeping.customers = async (grant, cursor) => {
    const answer = await list(grant, cursor);
    if (answer.kind === 'done') answer.value.rows.splice(0, 1);
    return answer;
  };

  await house.pull();

  t.same(house.changes, []);
});

t.test('contacts are read for debtors who owe something, and only for them', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  books.addCustomer('2');
  books.book('1', 100n);
  books.contacts.set('1', [{ number: 4, name: 'Ida', email: 'i@x.example', receivesReminders: true, deleted: false }]);
  const house = await creditor(books);

  await house.pull();

  t.same(books.calls.filter((call) => call === 'contacts').length, 1);
  await house.inWork(async (work) => {
    const debtor = (await debtorsByNumber(work, ['1'])).get('1')!;
    t.match(await readContacts(work, [debtor.id]), [{ number: 4, receivesReminders: true, deleted: false }]);
  });
  await house.pull();
  t.same(books.calls.filter((call) => call === 'contacts').length, 1, 'not again the same day');
});

t.test('an invoice without a due day gets it from its terms, and without terms is refused by name', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const byTerms = books.book('1', 100n, { day: '2026-10-01', dueDay: null });
  const hopeless = books.book('1', 100n, { dueDay: null, paymentTermsNumber: 99 });
  const house = await creditor(books);

  await house.pull();

  await house.inWork(async (work) => {
    const invoices = await invoicesByNumber(work, [byTerms, hopeless]);
    t.same(invoices.get(byTerms)?.dueDay, '2026-10-15');
    t.notOk(invoices.has(hopeless));
    t.match(await readRefusedRows(work, 10), [{ kind: 'invoice', key: hopeless }]);
  });
  books.change(hopeless, { dueDay: '2026-12-01' });
  await house.pull();
  t.same(await house.inWork((work) => readRefusedRows(work, 10)), [], 'once it is understood it is off the list');
});

t.test('an answer older than what a live look-up saw changes nothing', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const invoice = books.book('1', 100n);
  const house = await creditor(books);
  await house.pull();
  const asOf = new Date();
  const row = books.unpaid()[0]!;
  books.match(books.pay('1', 100n, '2026-10-12'), invoice, 100n);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await house.pull();
  t.ok(house.changes.some((change) => change.kind === 'paid'));

  const changes = await house.inWork((work) => observeInvoices(work, { rows: [row], refusedRows: [], asOf }));

  t.same(changes, []);
  const mirrored = await house.inWork((work) => invoicesByNumber(work, [invoice]));
  t.same(mirrored.get(invoice)?.remainderMinor, 0n);
});

t.test('a live look-up names what the books do not answer for, and asks 200 keys a call', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const numbers = Array.from({ length: 450 }, () => books.book('1', 100n));
  const asked = { grant: 'grant', invoiceNumbers: [...numbers, '77'], customerNumbers: ['1'] };

  const look = await lookUpLive({ bookkeeping: books.bookkeeping, wallNow: () => new Date() }, asked);

  t.match(look, { kind: 'done', value: { customers: { rows: [{ number: '1' }] } } });
  if (look.kind !== 'done') return;
  t.same(look.value.invoices.rows.length, 450);
  t.match(look.value.invoices.refusedRows, [{ key: '77' }]);
  t.same(books.calls, ['customersByNumber', 'invoicesByNumber', 'invoicesByNumber', 'invoicesByNumber']);
});

t.test('looking closer at rows that say what the mirror says costs no call', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  books.book('1', 100n);
  const house = await creditor(books);
  await house.pull();
  books.calls.length = 0;
  const tools = { openWork, bookkeeping: books.bookkeeping, wallNow: () => new Date() };

  const closer = await lookCloser(tools, { creditorId: house.creditorId, grant: 'grant', rows: books.unpaid() });

  t.match(closer, { kind: 'done', value: { customers: null } });
  t.same(books.calls, []);
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
      waits.push(Math.ceil(Number(row!.minutes)));
    }
    t.same(waits, [5, 10, 20, 40, 60]);
    t.match(await house.inWork(mirrorState), { booksReadAt, failures: 5, problem: /did not answer/ });
  },
);

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

t.test('what the grant does not cover is named, and the rest goes on', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const invoice = books.book('1', 100n);
  const house = await creditor(books);
  books.fault((call) =>
    call === 'bookEntries' ? refused({ code: 'not-permitted', what: 'the role Bookkeeping' }) : undefined,
  );

  t.match(await house.pull(), { kind: 'done' });

  t.match(await house.inWork(mirrorState), { phase: 'quiet', problem: /the role Bookkeeping/, failures: 0 });
  t.ok((await house.inWork((work) => invoicesByNumber(work, [invoice]))).has(invoice));
});

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
