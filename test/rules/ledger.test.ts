import fc from 'fast-check';
import t from 'tap';
import type { PaymentToSpread } from '../../src/ledger/allocation.ts';
import { allocatePayment } from '../../src/ledger/allocation.ts';
import { allocationOrders } from '../../src/ledger/allocation-order.ts';
import { balanceOf } from '../../src/ledger/balance.ts';
import { claimFee, reverseFee } from '../../src/ledger/fee.ts';
import { claimInterest } from '../../src/ledger/interest-claim.ts';
import { observeBooks } from '../../src/ledger/observation.ts';
import type { Transaction } from '../../src/ledger/posting.ts';
import { isBalanced } from '../../src/ledger/posting.ts';
import { principalSteps } from '../../src/ledger/principal-steps.ts';
import { waiveOurs } from '../../src/ledger/waiver.ts';
import { sum } from '../../src/values/money.ts';

/** The books show `nowMinor` for an invoice; what they showed before is read from the ledger, as the store does. */
function observed(
  ledger: readonly Transaction[],
  invoiceId: string,
  nowMinor: bigint,
  valueDay = '2026-01-01',
): Transaction[] {
  const balance = balanceOf(ledger);
  const clearingMinor = balance.clearingByInvoice.get(invoiceId) ?? 0n;
  const booksBeforeMinor = (balance.principalByInvoice.get(invoiceId) ?? 0n) + clearingMinor;
  const cause = `books:${invoiceId}:${ledger.length}`;
  const found = observeBooks({ invoiceId, booksBeforeMinor, clearingMinor, booksNowMinor: nowMinor, valueDay, cause });
  return found ? [...ledger, found] : [...ledger];
}

function paid(ledger: readonly Transaction[], amountMinor: bigint, change: Partial<PaymentToSpread> = {}) {
  return allocatePayment({
    cause: `payment:${ledger.length}`,
    valueDay: '2026-03-01',
    amountMinor,
    order: 'costs-interest-principal',
    transactions: ledger,
    invoices: [
      { invoiceId: 'young', dueDay: '2026-02-01', interestTotalMinor: 20n },
      { invoiceId: 'old', dueDay: '2026-01-15', interestTotalMinor: 30n },
    ],
    ...change,
  });
}

const fee = { letterId: 'letter-1', amountMinor: 10_000n, valueDay: '2026-02-20' };
const twoInvoices = [...observed(observed([], 'old', 1_000n), 'young', 2_000n), claimFee(fee)];

t.test('what the books say becomes principal, and clearing is released before principal falls', async (t) => {
  const table = [
    ['first seen', 0n, 0n, 1_000n, { principal: 1_000n, books: -1_000n }],
    ['the same again', 1_000n, 0n, 1_000n, null],
    ['a bank payment', 1_000n, 0n, 400n, { principal: -600n, books: 600n }],
    ['one øre paid', 1_000n, 0n, 999n, { principal: -1n, books: 1n }],
    ['raised', 1_000n, 0n, 1_200n, { principal: 200n, books: -200n }],
    ['portal money booked', 1_000n, 400n, 600n, { clearing: -400n, books: 400n }],
    ['one øre of portal money booked', 1_000n, 400n, 999n, { clearing: -1n, books: 1n }],
    ['portal money booked in part', 1_000n, 400n, 601n, { clearing: -399n, books: 399n }],
    ['portal money and more', 1_000n, 400n, 500n, { clearing: -400n, principal: -100n, books: 500n }],
    ['raised while money waits', 1_000n, 400n, 1_100n, { principal: 100n, books: -100n }],
    ['paid too much in the books', 1_000n, 0n, -50n, { principal: -1_050n, books: 1_050n }],
  ] as const;
  for (const [name, booksBeforeMinor, clearingMinor, booksNowMinor, expected] of table) {
    const found = observeBooks({
      invoiceId: 'a',
      booksBeforeMinor,
      clearingMinor,
      booksNowMinor,
      valueDay: '2026-01-01',
      cause: 'c',
    });
    const entries = found && Object.fromEntries(found.postings.map((each) => [each.account, each.amountMinor]));
    t.same(entries, expected, name);
  }
});

t.test('a fee is claimed with its letter and taken back whole', async (t) => {
  const claim = claimFee(fee);
  t.ok(isBalanced(claim));
  t.equal(claim.cause, 'fee:letter-1');
  t.equal(balanceOf([claim]).feeMinor, 10_000n);
  t.equal(balanceOf([claim, reverseFee(fee)]).owedMinor, 0n);
  t.not(reverseFee(fee).cause, claim.cause, 'each has a cause of its own');
});

t.test('a portal payment is spread in the order of the setting, oldest due day first', async (t) => {
  const shares = (amount: bigint, order: PaymentToSpread['order']) =>
    paid(twoInvoices, amount, { order }).shares.map((share) => [share.account, share.invoiceId, share.amountMinor]);
  const feeWhole = ['fee', null, 10_000n];
  const oldInterest = ['interest', 'old', 30n];
  t.same(shares(1n, 'costs-interest-principal'), [['fee', null, 1n]], 'one øre goes to the fee');
  t.same(shares(10_000n, 'costs-interest-principal'), [feeWhole]);
  t.same(shares(10_031n, 'costs-interest-principal'), [feeWhole, oldInterest, ['interest', 'young', 1n]]);
  t.same(shares(10_051n, 'costs-interest-principal'), [
    feeWhole,
    oldInterest,
    ['interest', 'young', 20n],
    ['principal', 'old', 1n],
  ]);
  t.same(shares(1_001n, 'principal-first'), [
    ['principal', 'old', 1_000n],
    ['principal', 'young', 1n],
  ]);
  t.same(shares(3_001n, 'principal-first'), [
    ['principal', 'old', 1_000n],
    ['principal', 'young', 2_000n],
    ['fee', null, 1n],
  ]);
});

t.test('paying everything (erpnext-dunning-03) leaves nothing, and one øre more is kept as credit', async (t) => {
  const all = 3_000n + 10_000n + 50n;
  for (const [extra, creditMinor] of [
    [-1n, 0n],
    [0n, 0n],
    [1n, -1n],
  ] as const) {
    const after = balanceOf([...twoInvoices, ...paid(twoInvoices, all + extra).transactions]);
    t.equal(after.creditMinor, creditMinor);
    t.equal(after.owedMinor, -extra);
    t.equal(after.clearingMinor, 3_000n - (extra < 0n ? 1n : 0n), 'money for principal waits for the books');
  }
});

t.test('credit kept from before is used up by the next payment', async (t) => {
  const overpaid = [...twoInvoices, ...paid(twoInvoices, 13_150n).transactions];
  t.equal(balanceOf(overpaid).creditMinor, -100n);
  const again = [...overpaid, claimFee({ ...fee, letterId: 'letter-2' })];
  const { transactions, shares } = paid(again, 9_900n);
  t.same(
    shares.map((share) => [share.account, share.amountMinor]),
    [
      ['fee', 10_000n],
      ['credit', -100n],
    ],
  );
  t.equal(balanceOf([...again, ...transactions]).owedMinor, 0n);
});

t.test('a fee that was paid and then taken back pays for something else', async (t) => {
  const feePaid = [...twoInvoices, ...paid(twoInvoices, 10_000n).transactions, reverseFee(fee)];
  t.equal(balanceOf(feePaid).feeMinor, -10_000n);
  const { transactions } = paid(feePaid, 1n);
  const after = balanceOf([...feePaid, ...transactions]);
  t.equal(after.feeMinor, 0n);
  t.equal(after.principalMinor, 0n);
  t.equal(after.creditMinor, -(10_001n - 3_050n));
});

t.test('the later booking of a portal payment is the same money', async (t) => {
  const afterPortal = [...twoInvoices, ...paid(twoInvoices, 13_050n).transactions];
  const booked = observed(observed(afterPortal, 'old', 0n), 'young', 0n);
  t.equal(balanceOf(booked).clearingMinor, 0n);
  t.equal(balanceOf(booked).owedMinor, 0n);
  t.same(
    principalSteps(booked, 'old').at(-1),
    { fromDay: '2026-03-01', minor: 0n },
    'interest stopped when the debtor paid, not when it was booked',
  );
});

t.test('interest is claimed once: the rounded total less what was claimed before', async (t) => {
  const first = paid(twoInvoices, 10_050n);
  const ledger = [...twoInvoices, ...first.transactions];
  t.equal(first.transactions.length, 2, 'the claim and the payment');
  t.equal(paid(ledger, 1n).transactions.length, 1, 'nothing new has run');
  const claim = claimInterest({
    forCause: 'x',
    valueDay: '2026-04-01',
    balance: balanceOf(ledger),
    interest: [{ invoiceId: 'old', interestTotalMinor: 45n }],
  });
  t.equal(claim?.postings[0]?.amountMinor, 15n);
  t.equal(claim?.cause, 'interest:x');
  const less = claimInterest({
    forCause: 'y',
    valueDay: '2026-04-01',
    balance: balanceOf(ledger),
    interest: [{ invoiceId: 'old', interestTotalMinor: 25n }],
  });
  t.equal(less?.postings[0]?.amountMinor, -5n, 'a payment that became known late takes some back');
  const none = paid(twoInvoices, 13_000n, {
    invoices: [
      { invoiceId: 'old', dueDay: '2026-01-15', interestTotalMinor: null },
      { invoiceId: 'young', dueDay: '2026-02-01', interestTotalMinor: null },
    ],
  });
  t.equal(balanceOf([...twoInvoices, ...none.transactions]).owedMinor, 0n, 'where no interest may be claimed, none is');
});

t.test('waiving gives up fees and interest (erpnext-dunning-08) and leaves principal alone', async (t) => {
  const waive = (ledger: Transaction[], total: bigint | null) =>
    waiveOurs({
      cause: 'waive:1',
      valueDay: '2026-03-01',
      transactions: ledger,
      interest: [{ invoiceId: 'old', interestTotalMinor: total }],
    });
  const waived = waive(twoInvoices, 30n);
  t.ok(waived.every(isBalanced));
  const after = balanceOf([...twoInvoices, ...waived]);
  t.equal(after.owedMinor, 3_000n);
  t.equal(after.interestClaimedByInvoice.get('old'), 30n, 'and the waived interest is not claimed again');
  t.equal(balanceOf(waive([claimFee({ ...fee, amountMinor: 1n })], null)).feeMinor, -1n, 'one øre too');
  t.same(waive(observed([], 'old', 1_000n), null), [], 'nothing of ours, nothing to waive');
});

t.test('a payment of nothing is a bug', async (t) => {
  for (const amount of [0n, -1n]) t.throws(() => paid(twoInvoices, amount), RangeError);
});

t.test('principal by day follows the value days, in whatever order they became known', async (t) => {
  let ledger = observed([], 'a', 1_000n, '2026-01-01');
  ledger = observed(ledger, 'a', 700n, '2026-02-10');
  ledger = observed(ledger, 'a', 500n, '2026-02-01');
  ledger = observed(ledger, 'b', 9n, '2026-01-01');
  t.same(principalSteps(ledger, 'a'), [
    { fromDay: '2026-01-01', minor: 1_000n },
    { fromDay: '2026-02-01', minor: 800n },
    { fromDay: '2026-02-10', minor: 500n },
  ]);
  t.same(principalSteps(ledger, 'c'), []);
});

type Act =
  | { readonly kind: 'books'; readonly invoiceId: string; readonly minor: bigint }
  | { readonly kind: 'fee' | 'pay' | 'reverse' | 'waive'; readonly minor: bigint };

const minor = fc.bigInt({ min: 1n, max: 50_000n });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('books' as const), invoiceId: fc.constantFrom('old', 'young'), minor }),
  fc.record({ kind: fc.constantFrom('fee' as const, 'pay' as const, 'reverse' as const, 'waive' as const), minor }),
);

function step(ledger: readonly Transaction[], each: Act, order: PaymentToSpread['order'], at: number): Transaction[] {
  const runs = BigInt(at) * 7n;
  const invoices = ['old', 'young'].map((invoiceId) => ({ invoiceId, dueDay: '2026-01-01', interestTotalMinor: runs }));
  switch (each.kind) {
    case 'books':
      return observed(ledger, each.invoiceId, each.minor);
    case 'fee':
      return [...ledger, claimFee({ ...fee, letterId: `letter-${at}`, amountMinor: each.minor })];
    case 'reverse':
      return [...ledger, reverseFee({ ...fee, letterId: `letter-${at}`, amountMinor: each.minor })];
    case 'waive':
      return [
        ...ledger,
        ...waiveOurs({ cause: `waive:${at}`, valueDay: '2026-03-01', transactions: ledger, interest: invoices }),
      ];
    case 'pay':
      return [...ledger, ...paid(ledger, each.minor, { order, invoices }).transactions];
  }
}

t.test('whatever happens in whatever order, no øre is lost', async () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 14 }), fc.constantFrom(...allocationOrders), (acts, order) => {
      let ledger: Transaction[] = [];
      const shown = new Map<string, bigint>();
      for (const [at, each] of acts.entries()) {
        const before = balanceOf(ledger);
        const grown = step(ledger, each, order, at);
        const added = grown.slice(ledger.length);
        ledger = grown;
        const after = balanceOf(ledger);
        if (each.kind === 'books') shown.set(each.invoiceId, each.minor);
        // Every transaction is balanced, has a cause of its own and posts nothing empty.
        if (!added.every(isBalanced)) return false;
        if (
          added.some(({ postings }) => postings.length === 0 || postings.some((posting) => posting.amountMinor === 0n))
        )
          return false;
        if (new Set(ledger.map((transaction) => transaction.cause)).size !== ledger.length) return false;
        // Principal and clearing together are what the books show.
        for (const [invoiceId, minor] of shown) {
          const principal = after.principalByInvoice.get(invoiceId) ?? 0n;
          if (principal < 0n || principal + (after.clearingByInvoice.get(invoiceId) ?? 0n) !== minor) return false;
        }
        if (each.kind === 'pay') {
          const claimed = sum(after.interestClaimedByInvoice.values()) - sum(before.interestClaimedByInvoice.values());
          if (after.owedMinor !== before.owedMinor + claimed - each.minor) return false;
          const stillOwed = after.principalMinor + after.feeMinor + after.interestMinor;
          if (after.creditMinor > 0n || (after.creditMinor < 0n && stillOwed !== 0n)) return false;
        }
        if (each.kind === 'waive' && (after.feeMinor > 0n || after.interestMinor > 0n)) return false;
      }
      return true;
    }),
    { numRuns: 400 },
  );
});

t.test('the balance does not depend on the order of the entries', async (t) => {
  const ledger = [...twoInvoices, ...paid(twoInvoices, 5_000n).transactions];
  t.same(balanceOf(ledger.toReversed()).owedMinor, balanceOf(ledger).owedMinor);
  const debtorsSide = balanceOf(ledger);
  t.equal(
    debtorsSide.owedMinor,
    debtorsSide.principalMinor + debtorsSide.feeMinor + debtorsSide.interestMinor + debtorsSide.creditMinor,
  );
});
