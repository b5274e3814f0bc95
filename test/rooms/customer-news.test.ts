/** What the books say of a customer, on its open case. */
import t from 'tap';
import { reactToBooks } from '../../src/cases/react-to-books.ts';
import { openCases } from '../../src/cases/store-cases.ts';
import { endHold, readHolds } from '../../src/cases/store-holds.ts';
import { debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { readTrail } from '../../src/trail/store.ts';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor } = await mirrorHouse(t.teardown);

async function withCase() {
  const books = openBooks();
  books.addCustomer('1', { emails: ['a@x.example'] });
  books.book('1', 10_000n);
  const house = await creditor(books);
  await house.pull();
  const debtorId = (await house.inWork((work) => debtorsByNumber(work, ['1']))).get('1')!.id;
  const [opened] = await house.inWork((work) => openCases(work, [{ debtorId, currency: 'DKK' }]));
  const reads = async () => {
    await house.pull();
    await house.inWork((work) => reactToBooks(work, house.changes));
  };
  const told = () => house.inWork((work) => readTrail(work, opened!.id, 20));
  const holds = () => house.inWork((work) => readHolds(work, debtorId));
  return { books, house, reads, told, holds };
}

t.test(
  'a changed address, a barred customer and a new number are events on the case, with before and after',
  async (t) => {
    const { books, reads, told } = await withCase();

    books.addCustomer('1', { emails: ['b@x.example'] });
    await reads();
    books.addCustomer('1', { emails: ['b@x.example'], barred: true });
    await reads();
    books.renumber('1', '7');
    await reads();

    const events = (await told()).filter((entry) => entry.what === 'customer-changed').toReversed();
    t.same(
      events.map((entry) => entry.details['change']),
      ['email-changed', 'barred', 'renumbered'],
    );
    t.same(events[0]!.personal, { before: ['a@x.example'], after: ['b@x.example'] });
  },
);

t.test('a reminder that e-conomic booked itself rests the case once, until somebody has looked', async (t) => {
  const { books, house, reads, told, holds } = await withCase();
  const day = new Date().toISOString().slice(0, 10);
  books.remind('1', 10_000n, day);

  await reads();

  t.match(await holds(), [{ kind: 'chased-there', endedAt: null, details: { day } }]);
  t.ok((await told()).some((entry) => entry.details['change'] === 'chased-there'));
  const [hold] = await holds();
  await house.inWork((work) => endHold(work, hold!.id, 'looked-at-other-reminder'));
  await reads();
  t.equal((await holds()).filter((each) => each.endedAt === null).length, 0, 'the same one is not told again');

  books.remind('1', 10_000n, day);
  await reads();
  t.equal((await holds()).filter((each) => each.endedAt === null).length, 1, 'the next one is');
});

t.test('a reminder of long ago that was paid says nothing about today', async (t) => {
  const { books, reads, holds } = await withCase();
  books.remind('1', 10_000n, '2020-01-05', 0n);
  await reads();
  t.same(await holds(), []);
});
