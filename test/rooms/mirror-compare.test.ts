/** The nightly comparison: what was tampered with behind the mirror's back is healed once, and reported. */
import t, { type Test } from 'tap';
import { lastComparison } from '../../src/mirror/store-comparisons.ts';
import { debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { invoicesByKey, openInvoiceKeys } from '../../src/mirror/store-invoices.ts';
import { refused, unknown } from '../../src/values/outcome.ts';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor, behind, jobs } = await mirrorHouse(t.teardown);

/** A creditor with three customers and six invoices, read once. */
async function read(t: Test) {
  const books = openBooks();
  for (const number of ['1', '2', '3']) books.addCustomer(number, { emails: [`post@${number}.example`] });
  const numbers = ['1', '1', '2', '2', '3', '3'].map((customer) => books.book(customer, 100_000n));
  const house = await creditor(books);
  await house.pull();
  const { creditorId } = house;
  const found = () =>
    house.inWork(async (work) => {
      const comparison = await lastComparison(work);
      return (
        comparison && Object.fromEntries(comparison.examples.map((each) => [`${each.about} ${each.number}`, each.how]))
      );
    });
  /** The mirror says what the books say, and has nothing besides. */
  const isRight = () =>
    house.inWork(async (work) => {
      const mirrored = await invoicesByKey(work, await openInvoiceKeys(work));
      t.same(
        [...mirrored.values()].map((one) => [one.number, one.remainderMinor, one.dueDay]).sort(),
        books
          .unpaid()
          .map((one) => [one.number, one.remainderMinor, one.dueDay])
          .sort(),
      );
      for (const number of books.customers.keys()) {
        const debtor = (await debtorsByNumber(work, [number])).get(number);
        t.same(debtor?.emails, books.customers.get(number)!.emails);
        t.equal(debtor?.goneAt, null);
        for (const one of mirrored.values())
          if (books.customerOf(one.number) === number)
            t.equal(one.debtorId, debtor?.id, 'each invoice with its customer');
      }
    });
  return { books, house, creditorId, numbers, found, isRight };
}

const tampers: readonly [
  name: string,
  tamper: (creditorId: string, numbers: string[]) => Promise<unknown>,
  expected: object,
][] = [
  [
    'a remainder',
    (id, numbers) =>
      behind`update invoices set remainder_minor = 1 where creditor_id = ${id} and number = ${numbers[0]!}`,
    { 'invoice 20000': ['remainder'] },
  ],
  [
    'a debt that the mirror believes paid',
    (id, numbers) =>
      behind`update invoices set remainder_minor = 0, remainder_base_minor = 0 where creditor_id = ${id} and number = ${numbers[1]!}`,
    { 'invoice 20001': ['remainder'] },
  ],
  [
    'an invoice that is missing',
    (id, numbers) => behind`delete from invoices where creditor_id = ${id} and number = ${numbers[2]!}`,
    { 'invoice 20002': ['missing'] },
  ],
  [
    'an invoice too many',
    (id, numbers) =>
      behind`insert into invoices (creditor_id, number, debtor_id, day, due_day, currency, gross_minor, remainder_minor, remainder_base_minor, market, first_seen_at, read_at)
        select creditor_id, '777', debtor_id, day, due_day, currency, gross_minor,
        remainder_minor, remainder_base_minor, market, first_seen_at, read_at
        from invoices where creditor_id = ${id} and number = ${numbers[0]!}`,
    { 'invoice 777': ['extra'] },
  ],
  [
    'a due day',
    (id, numbers) =>
      behind`update invoices set due_day = due_day + 9 where creditor_id = ${id} and number = ${numbers[3]!}`,
    { 'invoice 20003': ['due-day'] },
  ],
  [
    'an e-mail, a balance and a name',
    (id) =>
      behind`update debtors set emails = '{elsewhere@x.example}', balance_base_minor = 5, name = 'x' where creditor_id = ${id}
        and id = (select debtor_id from customer_numbers where creditor_id = ${id} and number = '2')`,
    { 'customer 2': ['balance', 'e-mail', 'name'] },
  ],
  [
    'a customer that the mirror has never heard of, with invoices',
    async (id) => {
      await behind`delete from invoices where creditor_id = ${id} and number in ('20004', '20005')`;
      await behind`delete from customer_numbers where creditor_id = ${id} and number = '3'`;
    },
    { 'customer 3': ['missing'], 'invoice 20004': ['missing'], 'invoice 20005': ['missing'] },
  ],
  [
    'a customer called gone',
    (id) => behind`update customer_numbers set until_at = now() where creditor_id = ${id} and number = '1'`,
    { 'customer 1': ['missing'] },
  ],
  [
    'a customer too many',
    async (id) => {
      const [debtor] = await behind`insert into debtors (creditor_id, name, currency, balance_base_minor, read_at)
        values (${id}, 'Nobody', 'DKK', 0, now()) returning id`;
      await behind`insert into customer_numbers values (${id}, ${debtor!['id']}, '99', now())`;
    },
    { 'customer 99': ['extra'] },
  ],
];

for (const [name, tamper, expected] of tampers) {
  t.test(`one comparison heals and names ${name}, a second finds nothing`, async (t) => {
    const { house, creditorId, numbers, found, isRight } = await read(t);
    await tamper(creditorId, numbers);
    t.match(await house.compare(), { kind: 'done' });
    await isRight();
    t.match(await found(), expected);
    await house.compare();
    await isRight();
    t.same(await found(), {});
  });
}

t.test('all at once is healed at once; the trail, the admins and the report are told in numbers only', async (t) => {
  const { house, creditorId, numbers, isRight } = await read(t);
  for (const [, tamper] of tampers.slice(0, 6)) await tamper(creditorId, numbers);
  jobs.length = 0;
  await house.compare();
  await isRight();
  const report = await house.inWork(lastComparison);
  t.match(report, { customers: 3, invoices: 6, differed: 6 });
  t.notMatch(JSON.stringify(report), /\.example|Kunde|elsewhere/);
  t.same(jobs, ['drift-found']);
  const trail = await behind`select details from trail where creditor_id = ${creditorId} and what = 'mirror-healed'`;
  t.same(
    trail.map((row) => row['details']),
    [{ customers: 3, invoices: 6, differed: 6 }],
  );
  jobs.length = 0;
  await house.compare();
  t.match(await house.inWork(lastComparison), { customers: 3, invoices: 6, differed: 0, examples: [] });
  t.same(jobs, []);
});

t.test('what was booked since the last reading is news, not drift', async (t) => {
  const { books, house, numbers, found, isRight } = await read(t);
  books.match(books.pay('1', 40_000n, '2026-10-09'), numbers[0]!, 40_000n);
  books.addCustomer('4');
  books.book('4', 5_000n);
  books.customers.set('2', {
    ...books.customers.get('2')!,
    emails: ['new@2.example'],
    lastUpdated: new Date().toISOString(),
  });
  await house.compare();
  await isRight();
  t.same(await found(), {});
  t.match(house.changes.map((change) => change.kind).sort(), ['balance-changed', 'email-changed', 'new', 'part-paid']);
});

t.test(
  'a comparison that is cut off keeps what it found and goes on; what is silent or refused ends in no report',
  async (t) => {
    const { books, house, creditorId, numbers, found, isRight } = await read(t);
    for (const [, tamper] of tampers.slice(0, 6)) await tamper(creditorId, numbers);
    let pages = 0;
    books.fault((call) => {
      if (call !== 'unpaidInvoices') return undefined;
      pages += 1;
      if (pages === 2) throw new Error('killed');
      return undefined;
    });
    await t.rejects(house.compare(), /killed/);
    t.equal(await house.inWork(lastComparison), null, 'half a comparison is none');
    books.fault((call) => (call === 'unpaidInvoices' ? unknown('silence') : undefined));
    t.match(await house.compare(), { kind: 'unknown' });
    books.fault((call) => (call === 'bookEntries' ? refused({ code: 'not-permitted', what: 'entries' }) : undefined));
    t.match(await house.compare(), { kind: 'done' });
    await isRight();
    t.equal(Object.keys((await found())!).length, 6, 'each is counted once, though found in three tries');
    t.match(await house.inWork(lastComparison), { customers: 3, invoices: 6, differed: 6 });
    t.equal((await behind`select 1 from comparisons where creditor_id = ${creditorId}`).length, 1);
  },
);

t.test('before the first whole reading there is nothing to compare', async (t) => {
  const books = openBooks();
  books.addCustomer('1');
  books.book('1', 100n);
  const house = await creditor(books);
  t.match(await house.compare(), { kind: 'done' });
  t.equal(await house.inWork(lastComparison), null);
});
