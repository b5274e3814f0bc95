import t from 'tap';
import { referenceRates } from '../../src/law/reference-rates.ts';
import { allocatePayment } from '../../src/ledger/allocation.ts';
import { claimFee, reverseFee } from '../../src/ledger/fee.ts';
import type { InterestTerms } from '../../src/ledger/invoice-interest.ts';
import { observeBooks } from '../../src/ledger/observation.ts';
import type { Transaction } from '../../src/ledger/posting.ts';
import type { StatementQuestion } from '../../src/ledger/statement.ts';
import { statementOf } from '../../src/ledger/statement.ts';

/** 10,000 kr due 3 March 2025, a fee on 10 March, 4,000 kr paid to the bank on 2 April. */
const fee = { letterId: 'letter-1', amountMinor: 10_000n, valueDay: '2025-03-10' };
const seen = observeBooks({
  invoiceId: 'a',
  booksBeforeMinor: 0n,
  clearingMinor: 0n,
  booksNowMinor: 1_000_000n,
  valueDay: '2025-02-01',
  cause: 'books:1',
})!;
const bank = observeBooks({
  invoiceId: 'a',
  booksBeforeMinor: 1_000_000n,
  clearingMinor: 0n,
  booksNowMinor: 600_000n,
  valueDay: '2025-04-02',
  cause: 'books:2',
})!;
const ledger: Transaction[] = [seen, claimFee(fee), bank];

const terms: InterestTerms = { debtorKind: 'business', dayCount: 'actual', contractRate: null };

function asOf(asOfDay: string, change: Partial<StatementQuestion> = {}) {
  return statementOf({
    asOfDay,
    invoices: [{ invoiceId: 'a', dueDay: '2025-03-03', market: 'DK', terms, bearsInterest: true }],
    letters: [{ letterId: 'letter-1', rung: 'first-reminder', nth: 1, sentDay: '2025-03-10' }],
    transactions: ledger,
    rates: referenceRates,
    ...change,
  });
}

t.test('a statement of any day knows only what counts from that day or before', async (t) => {
  const table = [
    ['2025-03-03', 1_000_000n, 0n, 0n, 0],
    ['2025-03-04', 1_000_000n, 0n, 295n, 0],
    ['2025-03-09', 1_000_000n, 0n, 1767n, 0],
    ['2025-03-10', 1_000_000n, 10_000n, 2062n, 0],
    ['2025-04-01', 1_000_000n, 10_000n, 8541n, 0],
    ['2025-04-02', 600_000n, 10_000n, 8836n, 1],
    ['2025-04-03', 600_000n, 10_000n, 9012n, 1],
  ] as const;
  for (const [day, principal, fees, interest, payments] of table) {
    const statement = asOf(day);
    t.same(
      [statement.principalMinor, statement.feeMinor, statement.interestMinor, statement.payments.length],
      [principal, fees, interest, payments],
      day,
    );
    t.equal(statement.totalMinor, principal + fees + interest, `${day}: the total`);
  }
});

t.test('a fee names the letter that carried it, and says when it was taken back', async (t) => {
  t.match(asOf('2025-04-03').fees, [
    { letterId: 'letter-1', rung: 'first-reminder', nth: 1, amountMinor: 10_000n, takenBack: false },
  ]);
  t.same(asOf('2025-03-09').fees, [], 'not before it was claimed');
  const back = asOf('2025-04-03', { transactions: [...ledger, reverseFee({ ...fee, valueDay: '2025-03-12' })] });
  t.equal(back.feeMinor, 0n);
  t.equal(back.fees[0]?.takenBack, true);
});

t.test('after a portal payment of everything nothing is owed, and its spread is shown', async (t) => {
  const before = asOf('2025-04-03');
  const { transactions } = allocatePayment({
    cause: 'payment:1',
    valueDay: '2025-04-03',
    amountMinor: before.totalMinor,
    order: 'costs-interest-principal',
    transactions: ledger,
    invoices: [{ invoiceId: 'a', dueDay: '2025-03-03', interestTotalMinor: before.lines[0]!.interest!.totalMinor }],
  });
  const statement = asOf('2025-04-20', { transactions: [...ledger, ...transactions] });
  t.equal(statement.totalMinor, 0n);
  t.match(statement.payments, [
    { through: 'books', valueDay: '2025-04-02', amountMinor: 400_000n },
    { through: 'portal', valueDay: '2025-04-03', amountMinor: before.totalMinor },
  ]);
  t.same(
    statement.payments[1]?.shares.map((share) => [share.account, share.amountMinor]),
    [
      ['fee', 10_000n],
      ['interest', 9012n],
      ['principal', 600_000n],
    ],
  );
  const booked = observeBooks({
    invoiceId: 'a',
    booksBeforeMinor: 600_000n,
    clearingMinor: 600_000n,
    booksNowMinor: 0n,
    valueDay: '2025-04-10',
    cause: 'books:3',
  })!;
  const later = asOf('2025-04-20', { transactions: [...ledger, ...transactions, booked] });
  t.equal(later.payments.length, 2, 'its booking is not a second payment');
  t.equal(later.totalMinor, 0n);
});

t.test('credit is set off and compensation comes on top', async (t) => {
  const compensation: Transaction = {
    cause: 'compensation:a',
    reason: 'compensation-claimed',
    postings: [
      { account: 'compensation', invoiceId: null, amountMinor: 31_000n, valueDay: '2025-03-03' },
      { account: 'claimed', invoiceId: null, amountMinor: -31_000n, valueDay: '2025-03-03' },
    ],
  };
  t.equal(asOf('2025-03-03', { transactions: [seen, compensation] }).totalMinor, 1_031_000n);
  const invoices = [{ invoiceId: 'a', dueDay: '2025-03-03', interestTotalMinor: null }];
  const over = {
    cause: 'payment:1',
    valueDay: '2025-03-03',
    amountMinor: 1_000_001n,
    order: 'principal-first',
    invoices,
  } as const;
  const { transactions } = allocatePayment({ ...over, transactions: [seen] });
  t.match(asOf('2025-03-03', { transactions: [seen, ...transactions] }), { totalMinor: -1n, creditMinor: -1n });
  const oneOre = allocatePayment({ ...over, amountMinor: 1n, transactions: [seen] }).transactions;
  t.equal(asOf('2025-03-03', { transactions: [seen, ...oneOre] }).payments.length, 1, 'a payment of one øre is shown');
});

t.test('an invoice nothing was posted on owes nothing', async (t) => {
  t.equal(asOf('2025-03-03', { transactions: [] }).lines[0]?.principalMinor, 0n);
});

t.test('an invoice that bears no interest has no sheet', async (t) => {
  const plain = asOf('2025-04-03', {
    invoices: [{ invoiceId: 'a', dueDay: '2025-03-03', market: 'DK', terms, bearsInterest: false }],
  });
  t.equal(plain.lines[0]?.interest, null);
  t.equal(plain.interestMinor, 0n);
  const american = asOf('2025-04-03', {
    invoices: [{ invoiceId: 'a', dueDay: '2025-03-03', market: 'US', terms, bearsInterest: true }],
  });
  t.equal(american.lines[0]?.interest, null, 'nor one of a market we have no law for');
});

t.test('a statement says how far interest could be worked out', async (t) => {
  t.equal(asOf('2026-06-30').interestKnownTo, null);
  t.equal(asOf('2026-07-01').interestKnownTo, '2026-06-30');
});
