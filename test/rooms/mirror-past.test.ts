/** What was paid before we came: read once, in slices, from the books' own pairs; and what it says of a debtor's habit. */
import { sql } from 'drizzle-orm';
import t from 'tap';
import { debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { pastDebts } from '../../src/mirror/store-past.ts';
import { dayIn, dayPlus } from '../../src/values/day.ts';
import { refused, unknown } from '../../src/values/outcome.ts';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor } = await mirrorHouse(t.teardown);
const today = dayIn(new Date(), 'Europe/Copenhagen');
const ago = (days: number) => dayPlus(today, -days);

/** A debt due so many days ago, paid so many days late. */
function paidDebt(books: ReturnType<typeof openBooks>, customer: string, due: number, late: number) {
  const invoice = books.book(customer, 1_000n, { day: ago(due + 14), dueDay: ago(due) });
  books.match(books.pay(customer, 1_000n, ago(due - late)), invoice, 1_000n);
  return invoice;
}

async function debtsOf(house: Awaited<ReturnType<typeof creditor>>, customer: string) {
  return house.inWork(async (work) => {
    const { id } = (await debtorsByNumber(work, [customer])).get(customer)!;
    return (await pastDebts(work, [id], ago(365))).map(({ dueDay, paidDay }) => [dueDay, paidDay]);
  });
}

t.test('debts paid before we came are known by the day they were paid, and open ones as open', async (t) => {
  const books = openBooks(50);
  books.addCustomer('1');
  books.addCustomer('2');
  paidDebt(books, '1', 200, 12);
  paidDebt(books, '1', 100, -2);
  const inParts = books.book('1', 900n, { day: ago(74), dueDay: ago(60) });
  books.match(books.pay('1', 400n, ago(61)), inParts, 400n);
  books.match(books.pay('1', 500n, ago(41)), inParts, 500n);
  const credited = books.book('1', 300n, { day: ago(50), dueDay: ago(45) });
  books.credit(books.book('1', -300n, { day: ago(40), dueDay: ago(40) }), credited, 300n);
  books.book('1', 700n, { day: ago(34), dueDay: ago(20) });
  const byHand = books.claim('1', 250n, { day: ago(30), dueDay: ago(16) });
  books.match(books.pay('1', 250n, ago(15)), byHand, 250n);
  paidDebt(books, '2', 30, 1);
  paidDebt(books, '1', 500, 3);
  const house = await creditor(books);

  t.equal((await house.pull()).kind, 'done');

  t.same(await debtsOf(house, '1'), [
    [ago(200), ago(188)],
    [ago(100), ago(102)],
    [ago(60), ago(41)],
    [ago(45), ago(40)],
    [ago(20), null],
    [ago(16), ago(15)],
  ]);
  t.same(await debtsOf(house, '2'), [[ago(30), ago(29)]], 'another customer’s are not mixed in');
  const asked = books.calls.filter((call) => call === 'matches').length;
  await house.pull();
  t.equal(books.calls.filter((call) => call === 'matches').length, asked, 'the past is asked for once');
});

t.test('a past that was cut off goes on where it stood', async (t) => {
  const books = openBooks(500);
  books.addCustomer('1');
  for (let count = 0; count < 450; count += 1) paidDebt(books, '1', 300 - (count % 200), 5);
  let matches = 0;
  books.fault((call) => (call === 'matches' && ++matches === 2 ? unknown('cut off') : undefined));
  const house = await creditor(books);
  const known = () =>
    house.inWork(async (work) => {
      const [row] = await work.tx.execute<{ count: number }>(sql`select count(*)::int as count from book_matches`);
      return row!.count;
    });

  t.equal((await house.pull()).kind, 'done', 'what is owed now is whole without the past');
  t.equal(await known(), 200, 'what was told before it was cut off stays');
  t.equal((await house.pull()).kind, 'done');

  t.equal(await known(), 450);
  t.equal(matches, 4, 'three slices, and the one that was cut off');
});

t.test('books that may not be asked for pairs are read all the same', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  paidDebt(books, '1', 50, 5);
  books.fault((call) =>
    call === 'matches' ? refused({ code: 'not-permitted', what: 'matched pairs' } as never) : undefined,
  );
  const house = await creditor(books);

  t.equal((await house.pull()).kind, 'done');

  t.same(await debtsOf(house, '1'), [], 'a debt that is paid, and nobody knows when, says nothing');
});
