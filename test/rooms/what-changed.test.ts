/** Everything that can change in the books, as an event on the case that says how it stood before and how it stands now. */
import t from 'tap';
import { reactToBooks } from '../../src/cases/react-to-books.ts';
import { openCases } from '../../src/cases/store-cases.ts';
import { putInCase } from '../../src/cases/store-positions.ts';
import { trailLine } from '../../src/desk/trail-words.ts';
import { debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { invoicesByKey } from '../../src/mirror/store-invoices.ts';
import { readTrail } from '../../src/trail/store.ts';
import { openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor } = await mirrorHouse(t.teardown);

t.test(
  'what changes in the books stands on the case with before and after, and with the day money counts from',
  async (t) => {
    const books = openBooks(50);
    books.addCustomer('1', { emails: ['a@x.example'] });
    const invoice = books.book('1', 100_000n, { number: '20417' });
    const claim = books.claim('1', 50_000n, { number: '4711' });
    const house = await creditor(books);
    const told: string[] = [];
    const reads = async () => {
      await house.pull();
      await house.inWork((work) => reactToBooks(work, house.changes));
    };
    await reads();
    const caseId = await house.inWork(async (work) => {
      const debtorId = (await debtorsByNumber(work, ['1'])).get('1')!.id;
      const [opened] = await openCases(work, [{ debtorId, currency: 'DKK' }]);
      const mirrored = await invoicesByKey(work, [invoice, claim]);
      await putInCase(
        work,
        [...mirrored.values()].map(({ id }) => ({ invoiceId: id, caseId: opened!.id })),
      );
      return opened!.id;
    });
    /** Does it, reads the books, and gives what is new on the timeline. */
    const after = async (act: () => void) => {
      act();
      await reads();
      const place = { now: new Date(), today: '2026-11-26', timeZone: 'Europe/Copenhagen' };
      const lines = (await house.inWork((work) => readTrail(work, caseId, 100)))
        .toReversed()
        .filter((entry) => ['books-changed', 'customer-changed'].includes(entry.what))
        .map((entry) => trailLine(entry, place).sentence);
      const fresh = lines.slice(told.length);
      told.push(...fresh);
      return fresh;
    };

    t.same(await after(() => books.match(books.pay('1', 20_000n, '2026-10-20'), claim, 20_000n)), [
      'In the books invoice 4711 was paid in part on 20 October 2026: from DKK 500.00 to DKK 300.00 open.',
    ]);
    t.same(await after(() => books.change(invoice, { dueDay: '2026-11-15' })), [
      'In the books invoice 20417 fell due on 15 October 2026 and now falls due on 15 November 2026.',
    ]);
    t.same(await after(() => books.change(invoice, { grossMinor: 90_000n })), [
      'In the books invoice 20417 was corrected from DKK 1,000.00 to DKK 900.00: from DKK 1,000.00 to DKK 900.00 open.',
    ]);
    const note = books.book('1', -10_000n, { day: '2026-10-28', number: '20418' });
    await after(() => {});
    t.same(
      (await after(() => books.credit(note, invoice, 10_000n))).filter((line) => line.includes('20417')),
      [
        'In the books invoice 20417 had a credit note set against it on 28 October 2026: from DKK 900.00 to DKK 800.00 open.',
      ],
    );
    t.same(await after(() => books.match(books.pay('1', 80_000n, '2026-11-02'), invoice, 80_000n)), [
      'In the books invoice 20417 was paid on 2 November 2026: from DKK 800.00 to DKK 0.00 open.',
    ]);
    t.same(
      (await after(() => books.unmatch(invoice))).filter((line) => line.includes('20417')),
      ['In the books invoice 20417 is owed again: from DKK 0.00 to DKK 900.00 open.'],
    );
    t.same(await after(() => books.addCustomer('1', { emails: ['b@x.example'] })), [
      'The address in the books was changed from a@x.example to b@x.example.',
    ]);
    t.same(await after(() => books.addCustomer('1', { emails: ['b@x.example'], barred: true })), [
      'The customer was not barred in the books and is barred now.',
    ]);
    t.same(await after(() => books.addCustomer('1', { emails: ['b@x.example'] })), [
      'The customer was barred in the books and is not any more.',
    ]);
    t.same(await after(() => books.renumber('1', '7')), ['Customer 1 is customer 7 in the books now.']);
    t.same(await after(() => books.remove('7')), [
      'Customer 7 was deleted in the books: there is no such customer now.',
    ]);
    t.same(
      (await after(() => books.erase(claim))).filter((line) => line.includes('4711')),
      ['In the books invoice 4711 was deleted: from DKK 300.00 to DKK 0.00 open.'],
    );
  },
);
