import fc from 'fast-check';
import t from 'tap';
import { reasons } from '../../src/ledger/accounts.ts';
import { allocatePayment, useCredit } from '../../src/ledger/allocation.ts';
import { allocationChoices, allocationOrder, allocationOrders } from '../../src/ledger/allocation-order.ts';
import { balanceOf } from '../../src/ledger/balance.ts';
import { claimCompensation, compensationBesideFees, reverseCompensation } from '../../src/ledger/compensation.ts';
import { debtorsMoney, keepCredit, moveClaims, payCreditBack } from '../../src/ledger/credit.ts';
import { claimFee, reverseFee } from '../../src/ledger/fee.ts';
import { observeBooks } from '../../src/ledger/observation.ts';
import { isBalanced, type Transaction } from '../../src/ledger/posting.ts';
import { giveMoneyBack, putBackByBooks, takeMoneyBack } from '../../src/ledger/reversal.ts';
import { receiveOurs, waiveOurs, waivePart } from '../../src/ledger/waiver.ts';
import { smallest, sum } from '../../src/values/money.ts';

const day = '2026-03-01';

function shown(invoiceId: string, nowMinor: bigint, before: readonly Transaction[] = []): Transaction {
  const balance = balanceOf(before);
  const clearingMinor = balance.clearingByInvoice.get(invoiceId) ?? 0n;
  const booksBeforeMinor = (balance.principalByInvoice.get(invoiceId) ?? 0n) + clearingMinor;
  const cause = `books:${invoiceId}:${before.length}`;
  return observeBooks({ invoiceId, booksBeforeMinor, clearingMinor, booksNowMinor: nowMinor, valueDay: day, cause })!;
}

const fees = [
  { letterId: 'first', amountMinor: 6_000n, valueDay: day },
  { letterId: 'second', amountMinor: 6_000n, valueDay: day },
];

t.test('compensation stands beside fees as the market has it', async (t) => {
  const beside = (againstFees: 'on-top' | 'replaces' | 'net', feesBefore = fees) =>
    compensationBesideFees({ amountMinor: 45_000n, againstFees, feesBefore });
  t.same(beside('on-top'), { amountMinor: 45_000n, instead: [] });
  t.same(beside('replaces'), { amountMinor: 45_000n, instead: ['first', 'second'] });
  t.same(beside('net'), { amountMinor: 33_000n, instead: [] });
  t.same(beside('net', [{ letterId: 'x', amountMinor: 45_000n, valueDay: day }]).amountMinor, 0n);
  t.same(beside('net', [{ letterId: 'x', amountMinor: 45_001n, valueDay: day }]).amountMinor, 0n, 'never below zero');
});

t.test('compensation is claimed once per invoice, and takes the place of the fees it says', async (t) => {
  const ledger: Transaction[] = [shown('a', 1_000n), ...fees.map(claimFee)];
  const claim = { invoiceId: 'a', amountMinor: 45_000n, instead: ['first', 'second'], valueDay: day };
  const claimed = claimCompensation({ ...claim, transactions: ledger });
  t.ok(claimed.every(isBalanced));
  t.same(
    claimed.map((each) => each.cause),
    ['compensation:a', 'fee-reversed:first', 'fee-reversed:second'],
  );
  const after = [...ledger, ...claimed];
  t.equal(balanceOf(after).compensationByInvoice.get('a'), 45_000n);
  t.equal(balanceOf(after).feeMinor, 0n);
  t.same(claimCompensation({ ...claim, transactions: after }), [], 'a second letter claims nothing');
  t.same(claimCompensation({ ...claim, amountMinor: 0n, transactions: ledger }), [], 'nothing is no claim');
  const one = claimCompensation({ ...claim, transactions: [...ledger, reverseFee(fees[0]!)] });
  t.equal(one.length, 2, 'a fee that was taken back before is not taken back twice');
});

t.test('compensation of a letter that came back is taken back, and the next letter may claim it', async (t) => {
  const claim = { invoiceId: 'a', amountMinor: 31_000n, instead: [], valueDay: day };
  const first = claimCompensation({ ...claim, transactions: [] });
  const back = reverseCompensation({ invoiceId: 'a', valueDay: day, transactions: first })!;
  t.equal(balanceOf([...first, back]).owedMinor, 0n);
  t.equal(reverseCompensation({ invoiceId: 'a', valueDay: day, transactions: [...first, back] }), null);
  const again = claimCompensation({ ...claim, transactions: [...first, back] });
  t.equal(again[0]!.cause, 'compensation:a:2');
  t.equal(balanceOf([...first, back, ...again]).compensationMinor, 31_000n);
  t.equal(reverseCompensation({ invoiceId: 'a', valueDay: day, transactions: [] }), null, 'nothing was claimed');
});

t.test('a booked refund that we knew of fills what was taken back, and is not owed twice', async (t) => {
  const table = [
    ['the refund is booked', 0n, -1_000n, 1_000n, { clearing: 1_000n, books: -1_000n }],
    ['a part of it', 0n, -1_000n, 400n, { clearing: 400n, books: -400n }],
    ['the refund and more', 0n, -1_000n, 1_001n, { clearing: 1_000n, principal: 1n, books: -1_001n }],
    ['the books fall meanwhile', 500n, -1_000n, 0n, { principal: -500n, books: 500n }],
  ] as const;
  for (const [name, booksBeforeMinor, clearingMinor, booksNowMinor, expected] of table) {
    const seen = observeBooks({
      invoiceId: 'a',
      booksBeforeMinor,
      clearingMinor,
      booksNowMinor,
      valueDay: day,
      cause: 'c',
    })!;
    t.same(Object.fromEntries(seen.postings.map((each) => [each.account, each.amountMinor])), expected, name);
  }
});

/** A case with two invoices, a fee, compensation, running interest, and perhaps credit of before. */
const world = fc
  .record({
    a: fc.bigInt(1n, 5_000n),
    b: fc.bigInt(0n, 5_000n),
    fee: fc.bigInt(0n, 300n),
    compensation: fc.bigInt(0n, 300n),
    interestA: fc.bigInt(0n, 100n),
    interestB: fc.bigInt(0n, 100n),
    creditBefore: fc.bigInt(0n, 400n),
    feePaidAndTakenBack: fc.boolean(),
    order: fc.constantFrom(...allocationOrders),
    chosen: fc.constantFrom<readonly string[] | null>(null, [], ['a'], ['b'], ['a', 'b'], ['b', 'a'], ['unknown']),
    amount: fc.bigInt(1n, 12_000n),
  })
  .map((made) => {
    const ledger: Transaction[] = [shown('a', made.a)];
    if (made.b > 0n) ledger.push(shown('b', made.b));
    if (made.fee > 0n) ledger.push(claimFee({ letterId: 'l', amountMinor: made.fee, valueDay: day }));
    const { compensation } = made;
    ledger.push(
      ...claimCompensation({ invoiceId: 'a', amountMinor: compensation, instead: [], valueDay: day, transactions: [] }),
    );
    if (made.creditBefore > 0n)
      ledger.push({
        cause: 'credit',
        reason: 'moved',
        postings: [
          { account: 'credit', invoiceId: null, amountMinor: -made.creditBefore, valueDay: day },
          { account: 'received', invoiceId: null, amountMinor: made.creditBefore, valueDay: day },
        ],
      });
    if (made.feePaidAndTakenBack)
      ledger.push({
        cause: 'held',
        reason: 'fee-reversed',
        postings: [
          { account: 'fee', invoiceId: null, amountMinor: -50n, valueDay: day },
          { account: 'claimed', invoiceId: null, amountMinor: 50n, valueDay: day },
        ],
      });
    const invoices = [
      { invoiceId: 'a', dueDay: '2026-01-15', interestTotalMinor: made.interestA },
      { invoiceId: 'b', dueDay: '2026-02-01', interestTotalMinor: made.b > 0n ? made.interestB : null },
    ];
    const { order, chosen, amount } = made;
    const spread = () =>
      allocatePayment({
        cause: 'payment:p',
        valueDay: day,
        amountMinor: amount,
        order,
        chosen,
        transactions: ledger,
        invoices,
      });
    return { ...made, ledger, invoices, spread };
  });

const allSum = (ledger: readonly Transaction[]) =>
  sum(ledger.flatMap((each) => each.postings.map((posting) => posting.amountMinor)));

t.test('allocation never creates or loses an øre, whatever was set, chosen or kept before', async () => {
  fc.assert(
    fc.property(world, ({ ledger, spread, amount }) => {
      const { transactions, shares } = spread();
      const before = balanceOf([...ledger, ...transactions.slice(0, -1)]);
      const after = balanceOf([...ledger, ...transactions]);
      const perInvoice = [...after.principalByInvoice.values(), ...after.interestByInvoice.values()];
      return (
        transactions.every(isBalanced) &&
        allSum(ledger) + allSum(transactions) === 0n &&
        sum(shares.map((share) => share.amountMinor)) === amount &&
        after.owedMinor === before.owedMinor - amount &&
        perInvoice.every((minor) => minor >= 0n) &&
        after.feeMinor >= 0n &&
        after.compensationMinor >= 0n &&
        (after.creditMinor === 0n || after.owedMinor === after.creditMinor)
      );
    }),
    { numRuns: 500 },
  );
});

t.test('what the debtor chose is paid before any other invoice', async () => {
  fc.assert(
    fc.property(world, ({ ledger, spread, chosen }) => {
      if (chosen === null) return true;
      const after = balanceOf([...ledger, ...spread().transactions]);
      const before = balanceOf(ledger);
      const left = (id: string) => after.principalByInvoice.get(id) ?? 0n;
      const touched = (id: string) => left(id) < (before.principalByInvoice.get(id) ?? 0n);
      const others = ['a', 'b'].filter((id) => !chosen.includes(id));
      return !others.some(touched) || chosen.every((id) => left(id) === 0n);
    }),
    { numRuns: 500 },
  );
});

t.test('a refund of all returns the ledger to what it was', async () => {
  fc.assert(
    fc.property(world, fc.bigInt(0n, 12_000n), ({ ledger, spread, amount }, cut) => {
      const { transactions } = spread();
      const paid = transactions.at(-1)!;
      const posted = [...ledger, ...transactions];
      const middle = cut % (amount + 1n);
      const back = { reason: 'payment-refunded', valueDay: day, paid, shownByBooks: new Map() } as const;
      const first = takeMoneyBack({ ...back, cause: 'r1', beforeMinor: 0n, nowMinor: middle });
      const second = takeMoneyBack({ ...back, cause: 'r2', beforeMinor: middle, nowMinor: amount });
      const steps = [first.transaction, second.transaction].filter((each) => each !== null);
      const halfway = balanceOf([...posted, ...(first.transaction ? [first.transaction] : [])]);
      return (
        steps.every(isBalanced) &&
        (middle === amount || halfway.owedMinor === balanceOf(posted).owedMinor + middle) &&
        sameBalance([...posted, ...steps], [...ledger, ...transactions.slice(0, -1)])
      );
    }),
    { numRuns: 500 },
  );
});

t.test('a chargeback that is won is as if it had not been', async () => {
  fc.assert(
    fc.property(world, ({ ledger, spread, amount }) => {
      const { transactions } = spread();
      const paid = transactions.at(-1)!;
      const posted = [...ledger, ...transactions];
      const { transaction } = takeMoneyBack({
        cause: 'c1',
        reason: 'payment-charged-back',
        valueDay: day,
        paid,
        beforeMinor: 0n,
        nowMinor: amount,
        shownByBooks: new Map(),
      });
      const taken = [...posted, transaction!];
      const won = { cause: 'c2', valueDay: day, paid, beforeMinor: amount, nowMinor: 0n, transactions: taken };
      const returned = giveMoneyBack(won);
      return isBalanced(returned) && sameBalance([...taken, returned], posted);
    }),
    { numRuns: 300 },
  );
});

t.test('what went back comes back as credit where it has been paid again meanwhile', async (t) => {
  const ledger = [shown('a', 1_000n)];
  const { transactions } = allocatePayment({
    cause: 'payment:p',
    valueDay: day,
    amountMinor: 1_000n,
    order: 'principal-first',
    transactions: ledger,
    invoices: [{ invoiceId: 'a', dueDay: day, interestTotalMinor: null }],
  });
  const paid = transactions[0]!;
  const back = { valueDay: day, paid, beforeMinor: 0n, nowMinor: 1_000n, shownByBooks: new Map() } as const;
  const { transaction } = takeMoneyBack({ ...back, cause: 'c1', reason: 'payment-charged-back' });
  const taken = [...ledger, paid, transaction!];
  const booked = [...taken, shown('a', 0n, taken)];
  t.equal(balanceOf(booked).principalMinor, 0n, 'a transfer paid it');
  const won = { cause: 'c2', valueDay: day, paid, beforeMinor: 1_000n, nowMinor: 0n, transactions: booked };
  const after = balanceOf([...booked, giveMoneyBack(won)]);
  t.equal(after.creditMinor, -1_000n);
  t.equal(debtorsMoney([...booked, giveMoneyBack(won)]), 1_000n);
  t.throws(() => takeMoneyBack({ ...back, nowMinor: 1_001n, cause: 'c3', reason: 'payment-refunded' }), RangeError);
});

t.test('a refund the books have shown already makes nothing owed twice', async (t) => {
  const opened = [shown('a', 1_000n)];
  const { transactions } = allocatePayment({
    cause: 'payment:p',
    valueDay: day,
    amountMinor: 1_000n,
    order: 'principal-first',
    transactions: opened,
    invoices: [{ invoiceId: 'a', dueDay: day, interestTotalMinor: null }],
  });
  const posted = [...opened, ...transactions];
  const booked = [...posted, shown('a', 0n, posted)];
  const reopened = [...booked, shown('a', 600n, booked)];
  const shownByBooks = putBackByBooks(transactions[0]!, 0n, 'money-back:p:', reopened);
  t.same([...shownByBooks], [['a', 600n]]);
  const { transaction } = takeMoneyBack({
    cause: 'money-back:p:1',
    reason: 'payment-refunded',
    valueDay: day,
    paid: transactions[0]!,
    beforeMinor: 0n,
    nowMinor: 1_000n,
    shownByBooks,
  });
  const after = balanceOf([...reopened, transaction!]);
  t.equal(after.principalMinor, 1_000n);
  t.equal(after.principalMinor + after.clearingMinor, 600n, 'principal and clearing are still what the books show');
  const later = putBackByBooks(transactions[0]!, 1_000n, 'money-back:p:', [...reopened, transaction!]);
  t.same([...later], [], 'the same rise explains only one refund');
});

t.test('waiving twice, or marking as paid twice, does nothing more, and a part is only a part', async () => {
  fc.assert(
    fc.property(world, fc.bigInt(1n, 400n), ({ ledger, invoices }, most) => {
      const clear = { valueDay: day, interest: invoices };
      const waived = waiveOurs({ ...clear, cause: 'w1', transactions: ledger });
      const after = [...ledger, ...waived];
      const again = waiveOurs({ ...clear, cause: 'w2', transactions: after });
      const received = receiveOurs({ ...clear, cause: 'o1', transactions: ledger });
      const part = waivePart({ ...clear, cause: 'p1', transactions: ledger, part: 'interest', mostMinor: most });
      const claimed = balanceOf([...ledger, ...part.filter((each) => each.reason === 'interest-claimed')]);
      const parted = balanceOf([...ledger, ...part]);
      const gone = claimed.interestMinor - parted.interestMinor;
      return (
        again.length === 0 &&
        [...waived, ...received, ...part].every(isBalanced) &&
        balanceOf(after).interestMinor === 0n &&
        balanceOf(after).compensationMinor === 0n &&
        balanceOf(after).principalMinor === balanceOf(ledger).principalMinor &&
        balanceOf([...ledger, ...received]).owedMinor === balanceOf(after).owedMinor &&
        gone === smallest(claimed.interestMinor, most) &&
        parted.feeMinor === claimed.feeMinor
      );
    }),
    { numRuns: 300 },
  );
});

t.test('reversal of reversal is nothing: a fee taken back has one cause, however often', async (t) => {
  const fee = fees[0]!;
  t.equal(reverseFee(fee).cause, reverseFee({ ...fee, valueDay: '2027-01-01' }).cause);
  const once = new Map([claimFee(fee), reverseFee(fee), reverseFee(fee)].map((each) => [each.cause, each]));
  t.equal(balanceOf([...once.values()]).owedMinor, 0n);
});

t.test('credit pays what comes next, can be kept, paid back and carried to another case', async () => {
  fc.assert(
    fc.property(world, ({ ledger, invoices, order }) => {
      const before = balanceOf(ledger);
      const used = useCredit({ cause: 'u', valueDay: day, order, transactions: ledger, invoices });
      const after = balanceOf([...ledger, ...(used ? [used] : [])]);
      const kept = keepCredit({ cause: 'k', valueDay: day, transactions: ledger });
      const whole = [...ledger, ...(kept ? [kept] : [])];
      const back = payCreditBack({ cause: 'b', valueDay: day, transactions: whole });
      const moved = moveClaims({ key: 'm', valueDay: day, from: ledger, only: ['credit', 'fee', 'principal'] });
      const left = balanceOf([...ledger, moved!.out]);
      const there = balanceOf([moved!.into]);
      return (
        [used, kept, back, moved!.out, moved!.into].every((each) => each === null || isBalanced(each)) &&
        after.owedMinor === before.owedMinor &&
        (used === null || before.creditMinor < 0n) &&
        balanceOf(whole).owedMinor === before.owedMinor &&
        balanceOf(whole).feeMinor >= 0n &&
        balanceOf([...whole, ...(back ? [back] : [])]).creditMinor === 0n &&
        left.principalMinor === 0n &&
        left.feeMinor === 0n &&
        left.creditMinor === 0n &&
        there.principalMinor === before.principalMinor &&
        left.owedMinor + there.owedMinor === before.owedMinor &&
        there.principalMinor + there.clearingMinor === 0n
      );
    }),
    { numRuns: 300 },
  );
});

t.test('the balance is the fold of the entries, in any order', async () => {
  fc.assert(
    fc.property(world, fc.infiniteStream(fc.integer()), ({ ledger, spread }, keys) => {
      const posted = [...ledger, ...spread().transactions];
      const shuffled = posted
        .map((each) => ({ each, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ each }) => ({ ...each, postings: each.postings.toReversed() }));
      return sameBalance(posted, shuffled);
    }),
    { numRuns: 200 },
  );
});

t.test('every market has its order, a choice goes before it, and an unknown one is kind', async (t) => {
  t.equal(allocationOrder('by-law', 'DK'), 'costs-interest-principal');
  t.equal(allocationOrder('by-law', 'XX'), 'principal-first');
  for (const choice of allocationChoices.filter((each) => each !== 'by-law'))
    t.equal(allocationOrder(choice, 'DK'), choice);
});

t.test('reasons are a closed list without a double', async (t) => {
  t.equal(new Set(reasons).size, reasons.length);
});

/** All that is owed and kept, pot by pot; pots that are empty are not told apart from pots that never were. */
function sameBalance(one: readonly Transaction[], other: readonly Transaction[]): boolean {
  return JSON.stringify(potsOf(one)) === JSON.stringify(potsOf(other));
}

function potsOf(ledger: readonly Transaction[]) {
  const pots = new Map<string, bigint>();
  for (const { postings } of ledger)
    for (const { account, invoiceId, amountMinor } of postings) {
      const pot = `${account} ${invoiceId ?? ''}`;
      pots.set(pot, (pots.get(pot) ?? 0n) + amountMinor);
    }
  return [...pots]
    .filter(([, minor]) => minor !== 0n)
    .map(([pot, minor]) => `${pot} ${minor}`)
    .sort();
}
