import t from 'tap';
import { customerNumbers, debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { openInvoices } from '../../src/mirror/store-invoices.ts';
import { done } from '../../src/values/outcome.ts';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor } = await mirrorHouse(t.teardown);

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

t.test('a renumbered customer stays the same debtor even when the new number is seen first', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  const old = books.book('1', 100n);
  const house = await creditor(books);
  await house.pull();
  const debtorId = (await house.inWork((work) => debtorsByNumber(work, ['1']))).get('1')!.id;
  books.renumber('1', '900');
  const later = books.book('900', 200n);
  const [oldRow, laterRow] = books.unpaid();
  books.bookkeeping.unpaidInvoices = async (_grant, cursor) =>
    cursor === null
      ? done({ rows: [laterRow!], refusedRows: [], total: 2, next: '1' })
      : done({ rows: [oldRow!], refusedRows: [], total: 2, next: null });

  await house.pull();

  const open = await house.inWork((work) => openInvoices(work, [debtorId]));
  t.same(open.map((invoice) => invoice.number).sort(), [old, later].sort());
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

t.test(
  'a customer renumbered whose old number goes to a newcomer, all between two pulls, stays itself, and the newcomer is another',
  async (t) => {
    const books = openBooks(10);
    books.addCustomer('1', { name: 'Den gamle', emails: ['old@x.example'] });
    const old = books.book('1', 100n);
    const house = await creditor(books);
    await house.pull();
    const debtorId = (await house.inWork((work) => debtorsByNumber(work, ['1']))).get('1')!.id;
    books.renumber('1', '900');
    books.addCustomer('1', { name: 'Den nye', emails: ['new@x.example'] });
    const theirs = books.book('1', 700n);

    await house.pull();

    await house.inWork(async (work) => {
      const debtors = await debtorsByNumber(work, ['1', '900']);
      t.match(debtors.get('900'), {
        id: debtorId,
        name: 'Den gamle',
        emails: ['old@x.example'],
        balanceBaseMinor: 100n,
      });
      t.match(debtors.get('1'), { name: 'Den nye', emails: ['new@x.example'], balanceBaseMinor: 700n });
      const newcomer = debtors.get('1')!.id;
      t.not(newcomer, debtorId);
      const open = await openInvoices(work, [debtorId, newcomer]);
      t.same(
        open.map((invoice) => [invoice.number, invoice.debtorId]).sort(),
        [
          [old, debtorId],
          [theirs, newcomer],
        ].sort(),
      );
    });
  },
);

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
