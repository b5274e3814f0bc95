import t from 'tap';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor } = await mirrorHouse(t.teardown);

const told = (changes: readonly { kind: string }[]) =>
  changes.map((change) => {
    const { invoiceId: _i, debtorId: _d, about: _a, currency: _c, ...rest } = change as Record<string, unknown>;
    return rest;
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

t.test('a payment booked while the pull runs is known by its own day', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const invoice = books.book('1', 100n);
  books.book('1', 200n);
  const house = await creditor(books);
  await house.pull();
  let paid = false;
  books.fault((call) => {
    if (call === 'unpaidInvoices' && !paid) {
      paid = true;
      books.match(books.pay('1', 40n, '2026-11-11'), invoice, 40n);
    }
    return undefined;
  });

  await house.pull();

  t.match(
    house.changes.filter((change) => change.about === 'invoice'),
    [{ kind: 'part-paid', afterMinor: 60n, valueDay: '2026-11-11' }],
  );
});

function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' }).format(new Date());
}
