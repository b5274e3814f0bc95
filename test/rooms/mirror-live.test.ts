import t from 'tap';
import { lookCloser } from '../../src/mirror/look-closer.ts';
import { lookUpLive } from '../../src/mirror/look-up-live.ts';
import { observeCustomers } from '../../src/mirror/observe-customers.ts';
import { observeInvoices } from '../../src/mirror/observe-invoices.ts';
import { debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { invoicesByKey } from '../../src/mirror/store-invoices.ts';
import { refused } from '../../src/values/outcome.ts';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor, openWork } = await mirrorHouse(t.teardown);

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
  const mirrored = await house.inWork((work) => invoicesByKey(work, [invoice]));
  t.same(mirrored.get(invoice)?.remainderMinor, 0n);
});

t.test('a card older than the one mirrored changes nothing', async (t) => {
  const books = openBooks();
  books.addCustomer('1', { emails: ['old@x.example'] });
  const house = await creditor(books);
  const [row, asOf] = [books.cardOf('1'), new Date()];
  books.addCustomer('1', { emails: ['new@x.example'] });
  await new Promise((resolve) => setTimeout(resolve, 5));
  await house.pull();

  const changes = await house.inWork((work) => observeCustomers(work, { rows: [row], refusedRows: [], asOf }));

  t.same(changes, []);
  t.same((await house.inWork((work) => debtorsByNumber(work, ['1']))).get('1')?.emails, ['new@x.example']);
});

t.test('a live look-up names what the books do not answer for, and asks 200 keys a call', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const numbers = Array.from({ length: 450 }, () => books.book('1', 100n));
  const asked = { grant: 'grant', invoiceKeys: [...numbers, '77'], customerNumbers: ['1'] };

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

t.test('a wave of a thousand letters to a thousand debtors costs five calls for each kind of thing', async (t) => {
  const books = openBooks(1_000);
  const customers = Array.from({ length: 1_000 }, (_, index) => String(index + 1));
  for (const number of customers) books.addCustomer(number);
  const invoices = customers.map((number) => books.book(number, 100n));
  const claims = customers.map((number) => books.claim(number, 50n));
  const tools = { bookkeeping: books.bookkeeping, wallNow: () => new Date() };

  const look = await lookUpLive(tools, {
    grant: 'grant',
    invoiceKeys: invoices.flatMap((key, index) => [key, claims[index]!]),
    customerNumbers: customers,
  });

  t.match(look, { kind: 'done', value: { unknownInvoices: [], invoices: { refusedRows: [] } } });
  if (look.kind !== 'done') return;
  t.equal(look.value.invoices.rows.length, 2_000);
  const counted = Map.groupBy(books.calls, (call) => call);
  t.same(
    [...counted].map(([call, times]) => [call, times.length]),
    [
      ['customersByNumber', 5],
      ['invoicesByNumber', 5],
      ['claimsByEntry', 5],
    ],
  );
});

t.test('a claim is answered by its entry, never by an invoice of the number typed on it', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const invoice = books.book('1', 100n, { number: '4711' });
  const claim = books.claim('1', 50n, { number: '4711' });
  const tools = { bookkeeping: books.bookkeeping, wallNow: () => new Date() };
  const asked = { grant: 'grant', customerNumbers: ['1'], invoiceKeys: [claim, 'entry 9', invoice] };

  const look = await lookUpLive(tools, asked);

  t.match(look, {
    kind: 'done',
    value: {
      invoices: {
        rows: [
          { entry: null, remainderMinor: 100n },
          { number: '4711', remainderMinor: 50n },
        ],
      },
      unknownInvoices: ['entry 9'],
    },
  });
});

t.test('without the right to read the ledger a claim is refused by name, and the invoices are read', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const invoice = books.book('1', 100n);
  const claim = books.claim('1', 50n);
  books.fault((call) => (call === 'claimsByEntry' ? refused({ code: 'not-permitted', what: 'entries' }) : undefined));
  const tools = { bookkeeping: books.bookkeeping, wallNow: () => new Date() };

  const look = await lookUpLive(tools, { grant: 'grant', customerNumbers: [], invoiceKeys: [invoice, claim] });

  t.match(look, { kind: 'done', value: { invoices: { rows: [{ number: invoice }], refusedRows: [{ key: claim }] } } });
  t.match(look, { value: { unknownInvoices: [] } }, 'which does not mean that it was deleted');
});

t.test(
  'a look that is told late brings back neither an old customer number nor a debt that was paid unseen',
  async (t) => {
    const books = openBooks();
    books.addCustomer('1');
    const known = books.book('1', 100n);
    const house = await creditor(books);
    await house.pull();
    const unseen = books.book('1', 200n);
    const late = { rows: books.unpaid(), refusedRows: [], asOf: new Date() };
    books.match(books.pay('1', 200n, '2026-10-12'), unseen, 200n);
    books.renumber('1', '900');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await house.pull();

    t.same(await house.inWork((work) => observeInvoices(work, late)), []);

    const mirrored = await house.inWork((work) => invoicesByKey(work, [known, unseen]));
    t.same([...mirrored.keys()], [known]);
    t.ok((await house.inWork((work) => debtorsByNumber(work, ['900']))).get('900'));
  },
);
