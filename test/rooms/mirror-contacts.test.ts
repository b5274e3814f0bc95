/** Whom reminders go to: read in bulk, the changed ones each time and all of them once a day. */
import { sql } from 'drizzle-orm';
import t from 'tap';
import type { BookkeepingRefusal } from '../../src/mirror/port.ts';
import { readContacts } from '../../src/mirror/store-contacts.ts';
import { debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { readRefusedRows } from '../../src/mirror/store-reference.ts';
import { mirrorState } from '../../src/mirror/store-state.ts';
import { refused, unknown } from '../../src/values/outcome.ts';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor } = await mirrorHouse(t.teardown);
type House = Awaited<ReturnType<typeof creditor>>;

const today = new Date().toISOString().slice(0, 10) as `${number}-${number}-${number}`;
const calls = (books: ReturnType<typeof openBooks>) =>
  books.calls.splice(0).filter((call) => call === 'contacts').length;
const contactsOf = (house: House, customer: string) =>
  house.inWork(async (work) => {
    const debtor = (await debtorsByNumber(work, [customer])).get(customer)!;
    return (await readContacts(work, [debtor.id])).map(({ debtorId: _, ...contact }) => contact);
  });
const aDayLater = (house: House) =>
  house.inWork((work) =>
    work.tx.execute(sql`update mirror_state set contacts_whole_at = contacts_whole_at - interval '25 hours'`),
  );

/** `count` customers with a contact each, numbered from 1 on. */
function booksWithContacts(count: number, pageSize = 3) {
  const books = openBooks(pageSize);
  for (let number = 1; number <= count; number += 1) {
    books.addCustomer(String(number));
    books.keepContact({ number: 100 + number, customerNumber: String(number), name: `Kontakt ${number}` });
  }
  return books;
}

t.test('all contacts come a page at a time; after that only what changed is asked for', async (t) => {
  const books = booksWithContacts(7);
  const house = await creditor(books);

  await house.pull();

  t.same(calls(books), 3, 'seven contacts in pages of three, and no call per customer');
  t.match(await contactsOf(house, '7'), [{ number: 107, name: 'Kontakt 7', receivesReminders: false, deleted: false }]);
  books.keepContact({ number: 107, customerNumber: '7', receivesReminders: true }, today);
  books.keepContact({ number: 108, customerNumber: '7', name: 'Ny' }, today);

  await house.pull();

  t.same(calls(books), 1);
  t.match(await contactsOf(house, '7'), [
    { number: 107, receivesReminders: true },
    { number: 108, name: 'Ny' },
  ]);
});

t.test(
  'a contact deleted is told as changed; one that vanished is missed when all are read, a day later',
  async (t) => {
    const books = booksWithContacts(4);
    const house = await creditor(books);
    await house.pull();
    books.keepContact({ number: 101, customerNumber: '1', deleted: true }, today);
    books.contacts.delete(102);

    await house.pull();

    t.match(await contactsOf(house, '1'), [{ number: 101, deleted: true }]);
    t.match(await contactsOf(house, '2'), [{ number: 102, deleted: false }]);
    await aDayLater(house);
    await house.pull();
    t.match(await contactsOf(house, '2'), [{ number: 102, deleted: true }]);
    t.match(await contactsOf(house, '3'), [{ number: 103, deleted: false }]);
  },
);

t.test(
  'a contact that moves to another customer leaves the first, and goes along when its own is renumbered',
  async (t) => {
    const books = booksWithContacts(2);
    books.book('2', 100n);
    const house = await creditor(books);
    await house.pull();
    books.keepContact({ number: 101, customerNumber: '2' }, today);
    await house.pull();
    t.match(await contactsOf(house, '1'), [{ number: 101, deleted: true }]);
    t.match(await contactsOf(house, '2'), [
      { number: 101, deleted: false },
      { number: 102, deleted: false },
    ]);

    books.renumber('2', '9');
    await house.pull();
    await house.pull();

    t.match(await contactsOf(house, '9'), [
      { number: 101, deleted: false },
      { number: 102, deleted: false },
    ]);
  },
);

t.test(
  'contacts that cannot be read are remarked, the pull is whole without them, and the next one reads them',
  async (t) => {
    const books = booksWithContacts(4, 2);
    const house = await creditor(books);
    let page = 0;
    const troubles = [
      [
        refused<BookkeepingRefusal>({ code: 'malformed', what: 'Contacts: the answer is a web page, not JSON' }),
        /a web page/,
      ],
      [refused<BookkeepingRefusal>({ code: 'not-permitted', what: 'Contacts' }), /does not cover/],
      [unknown('there was no answer in time'), /did not answer/],
    ] as const;
    for (const [trouble, words] of troubles) {
      page = 0;
      books.fault((call) => (call === 'contacts' && ++page === 2 ? trouble : undefined));
      t.match(await house.pull(), { kind: 'done' });
      t.match(await house.inWork(mirrorState), { phase: 'quiet', problem: words });
    }
    t.match(await contactsOf(house, '1'), [{ number: 101 }], 'the page that was read is there');
    t.same(await contactsOf(house, '4'), []);
    books.fault(() => undefined);

    await house.pull();

    t.match(await house.inWork(mirrorState), { problem: null });
    t.match(await contactsOf(house, '4'), [{ number: 104 }]);
  },
);

t.test('a contact that cannot be read is named, and nobody is called gone on its account', async (t) => {
  const books = booksWithContacts(3, 10);
  const house = await creditor(books);
  await house.pull();
  const { contacts } = books.bookkeeping;
  books.bookkeeping.contacts = async (...asked) => {
    const answer = await contacts(...asked);
    if (answer.kind === 'done') {
      answer.value.rows.splice(0, 1);
      answer.value.refusedRows.push({ key: '101', what: 'name is not text' });
    }
    return answer;
  };
  await aDayLater(house);

  await house.pull();

  t.match(await house.inWork((work) => readRefusedRows(work, 10)), [{ kind: 'contacts', key: '101' }]);
  t.match(await contactsOf(house, '1'), [{ number: 101, deleted: false }]);
  books.bookkeeping.contacts = contacts;
  await aDayLater(house);
  await house.pull();
  t.same(await house.inWork((work) => readRefusedRows(work, 10)), []);
});
