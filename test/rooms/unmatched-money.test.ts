/** Money in the books that matches no invoice: recorded with its figures, once, and over when the books agree. */
import t from 'tap';
import { decideDebtor } from '../../src/cases/decide-debtor.ts';
import { lookAtBalances } from '../../src/cases/look-at-balances.ts';
import { reactToBooks } from '../../src/cases/react-to-books.ts';
import { openCases } from '../../src/cases/store-cases.ts';
import { endHold, insertHolds, readHolds } from '../../src/cases/store-holds.ts';
import { debtorMoney } from '../../src/cases/store-unmatched.ts';
import { debtorsByNumber } from '../../src/mirror/store-debtors.ts';
import { readTrail } from '../../src/trail/store.ts';
import { type Books, openBooks } from './mirror-books.ts';
import { mirrorHouse } from './mirror-house.ts';

const { creditor, openWork } = await mirrorHouse(t.teardown);

/** Customer 1 owes 1,000.00 and has an open case, and whatever `more` books. */
async function withCase(more: (books: Books) => void = () => {}) {
  const books = openBooks(50);
  books.addCustomer('1');
  const invoice = books.book('1', 100_000n);
  more(books);
  const house = await creditor(books);
  const tools = {
    openWork,
    bookkeeping: books.bookkeeping,
    wallNow: () => new Date(),
    readGrant: async () => house.grant,
  };
  /** As the clock does it: a pull, and then the second look. Answers how many calls that look cost. */
  const reads = async () => {
    await house.pull();
    await house.inWork((work) => reactToBooks(work, house.changes));
    books.calls.length = 0;
    await lookAtBalances(tools, house);
    return books.calls.length;
  };
  await reads();
  const debtorId = (await house.inWork((work) => debtorsByNumber(work, ['1']))).get('1')!.id;
  const [opened] = await house.inWork((work) => openCases(work, [{ debtorId, currency: 'DKK' }]));
  const holds = () => house.inWork((work) => readHolds(work, debtorId));
  const inForce = async () =>
    (await holds()).filter((hold) => hold.kind === 'unmatched-money' && hold.endedAt === null);
  const told = async () =>
    (await house.inWork((work) => readTrail(work, opened!.id, 50)))
      .filter((entry) => entry.what === 'unmatched-money')
      .toReversed()
      .map(({ details }) => [details['change'], details['beforeMinor'], details['differenceMinor']]);
  return { books, house, invoice, debtorId, reads, holds, inForce, told };
}

t.test('a payment nobody matched rests the case with its figures, once, and goes when it is matched', async (t) => {
  const { books, invoice, reads, inForce, told, holds } = await withCase();
  t.equal(await reads(), 0, 'books that agree cost no second look');
  const payment = books.pay('1', 40_000n, '2026-10-20');

  t.equal(await reads(), 2, 'a balance and its open items');
  t.match(await inForce(), [
    {
      details: {
        balanceMinor: '60000',
        openMinor: '100000',
        differenceMinor: '40000',
        currency: 'DKK',
        day: /^\d{4}-/,
      },
    },
  ]);
  t.equal(await reads(), 0, 'the same difference is known');
  t.same(await told(), [['record', '0', '40000']]);

  books.pay('1', 10_000n, '2026-10-21');
  await reads();
  t.match(await inForce(), [{ details: { differenceMinor: '50000' } }]);
  books.match(payment, invoice, 40_000n);
  books.pay('1', -10_000n, '2026-10-22');
  await reads();
  t.same(await inForce(), []);
  t.same(await told(), [
    ['record', '0', '40000'],
    ['change', '40000', '50000'],
    ['lift', '50000', '0'],
  ]);
  t.match(
    (await holds()).filter((hold) => hold.kind === 'part-payment'),
    [{ endedAt: null }],
    'that is a person’s',
  );
});

t.test('a credit note is an open item: set off or not, it is not unmatched money', async (t) => {
  const { books, reads, inForce } = await withCase();
  books.book('1', -30_000n);
  await reads();
  t.same(await inForce(), [], 'the credit note lowers balance and open items alike');
});

t.test('a credit that stands in no list of open items is', async (t) => {
  const { books, reads, inForce } = await withCase();
  books.voucher('1', -30_000n);
  await reads();
  t.match(await inForce(), [{ details: { differenceMinor: '30000' } }]);
});

t.test('claims without an invoice and items in another currency count, in base currency', async (t) => {
  const { books, reads, inForce } = await withCase((books) => {
    books.claim('1', 50_000n);
    books.book('1', 10_000n, { currency: 'EUR', rate: 746n });
    books.book('1', 20_000n, { currency: 'SEK', rate: 66n });
  });
  t.equal(await reads(), 0);
  t.same(await inForce(), []);
  books.voucher('1', -99n);
  await reads();
  t.same(await inForce(), [], 'less than the tolerance of 1.00: rates and roundings');
  books.voucher('1', -2n);
  await reads();
  t.match(await inForce(), [{ details: { differenceMinor: '101', openMinor: '237800' } }]);
});

t.test('an invoice booked, or a payment matched, between the two lists is no unmatched money', async (t) => {
  const { books, invoice, reads, inForce, told } = await withCase();
  const once = (act: () => void) => {
    let done = false;
    books.fault((call) => {
      if (call === 'unpaidInvoices' && !done) {
        done = true;
        act();
      }
      return undefined;
    });
  };
  once(() => void books.book('1', 70_000n));
  t.equal(await reads(), 2, 'the mirror doubts it, so it is looked at again');
  t.same(await inForce(), []);
  once(() => books.match(books.pay('1', 20_000n, '2026-10-20'), invoice, 20_000n));
  await reads();
  t.same(await inForce(), []);
  t.same(await told(), []);
});

t.test(
  'what a member left aside holds no more, until there is more of it or it was matched and comes again',
  async (t) => {
    const { books, house, debtorId, invoice, reads, inForce, told } = await withCase();
    const payment = books.pay('1', 40_000n, '2026-10-20');
    await reads();
    const [hold] = await inForce();
    await house.inWork(async (work) => {
      await endHold(work, hold!.id, 'looked-at-money');
      await decideDebtor(work, debtorId, { kind: 'shortfall-accepted', minor: 40_000n });
    });
    t.equal(await reads(), 0);
    t.same(await inForce(), []);

    books.match(payment, invoice, 40_000n);
    await reads();
    t.match(await house.inWork((work) => debtorMoney(work, [debtorId])), [], 'nothing is left aside any more');
    books.pay('1', 40_000n, '2026-10-25');
    await reads();
    t.match(await inForce(), [{ details: { differenceMinor: '40000' } }], 'the same sum once more is another payment');
    t.same(await told(), [
      ['record', '0', '40000'],
      ['uncovered', '40000', '0'],
      ['record', '0', '40000'],
    ]);
  },
);

t.test('books that do not answer for an item, or not at all, say nothing of a difference', async (t) => {
  const { books, invoice, reads, inForce } = await withCase();
  books.pay('1', 40_000n, '2026-10-20');
  books.fault((call) => (call === 'customersByNumber' ? { kind: 'unknown', why: 'no answer' } : undefined));
  await reads();
  t.same(await inForce(), []);
  books.fault((call) => {
    if (call === 'customersByNumber') books.erase(invoice);
    return undefined;
  });
  await reads();
  t.same(await inForce(), [], 'the item is gone: the next pull says so');
});

t.test('a hold that a payment provider opened stays, and a debtor without a case is nobody’s to hold', async (t) => {
  const { books, house, debtorId, reads, holds } = await withCase((books) => books.addCustomer('2'));
  await house.inWork((work) =>
    insertHolds(work, [{ kind: 'unmatched-money', debtorId, caseId: null, invoiceId: null, until: null, details: {} }]),
  );
  books.book('2', 10_000n);
  books.pay('2', 5_000n, '2026-10-20');
  t.equal(await reads(), 0);
  t.match(await holds(), [{ kind: 'unmatched-money', endedAt: null, details: {} }]);
});
