import t from 'tap';
import type { InvoiceFacts } from '../../src/ladder/facts.ts';
import type { LetterPlan } from '../../src/ladder/letter-plan.ts';
import { planLetter } from '../../src/ladder/letter-plan.ts';
import { defaultRungs, type Ladder, rungWith } from '../../src/ladder/rungs.ts';
import { climbedTo, invoice, ladder, ladderWith } from './world.ts';

/** As seen on Wednesday 11 March 2026. */
const first: InvoiceFacts = invoice;
const soon: InvoiceFacts = { ...invoice, invoiceId: 'soon', dueDay: '2026-03-13', owedMinor: 7n };
const later: InvoiceFacts = { ...invoice, invoiceId: 'later', dueDay: '2026-04-13' };
const second: InvoiceFacts = {
  ...invoice,
  invoiceId: 'second',
  dueDay: '2026-02-20',
  owedMinor: 20_000n,
  climbed: climbedTo('first-reminder'),
  lastLetterDay: '2026-02-28',
  feesSoFar: 1,
};
const notice: InvoiceFacts = {
  ...invoice,
  invoiceId: 'notice',
  dueDay: '2026-01-20',
  owedMinor: 30_000n,
  climbed: climbedTo('second-reminder'),
  lastLetterDay: '2026-02-27',
  feesSoFar: 2,
};
const credit: InvoiceFacts = { ...invoice, invoiceId: 'credit', owedMinor: -40_000n };

function plan(
  invoices: InvoiceFacts[],
  using: Ladder = ladder,
  debtorKind: 'business' | 'consumer' = 'business',
  neverFee = false,
): LetterPlan | null {
  return planLetter({ today: '2026-03-11', ladder: using, debtorKind, neverFee, currency: 'DKK', invoices });
}

const rungs = (letter: LetterPlan | null) => letter?.lines.map((line) => [line.invoiceId, line.rung, line.demanded]);

t.test('one letter at the highest rung due, each invoice at its own', async (t) => {
  const letter = plan([first, second, soon, later]);
  t.equal(letter?.rung, 'second-reminder');
  t.same(
    rungs(letter),
    [
      ['second', 'second-reminder', true],
      ['a', 'first-reminder', true],
      ['soon', 'nudge', false],
    ],
    'oldest first; what falls due soon is not demanded',
  );
  t.equal(letter?.principalMinor, 120_000n);
  t.equal(letter?.feeMinor, 10_000n, 'one fee');
  t.equal(letter?.daysToPay, 10);
});

t.test('the highest is by kind, then by how many it has had, then by its place, whichever is older', async (t) => {
  const extra = (key: 'nudge-5' | 'nudge-6' | 'reminder-7') =>
    rungWith({ key, days: 1, feeMinor: 0n, interest: false, daysToPay: 0 });
  const manyNudges = { version: 'nudges', rungs: [extra('nudge-5'), extra('nudge-6'), ...defaultRungs] };
  const [nudge, ...rest] = defaultRungs;
  const courtesy = { version: 'courtesy', rungs: [nudge!, extra('reminder-7'), ...rest] };
  const young = { ...second, dueDay: '2026-03-07' };
  t.equal(plan([first, young])?.rung, 'second-reminder', 'the younger invoice has climbed further');
  const nudged = { ...first, climbed: ['nudge-5'] as const, lastLetterDay: '2026-03-05', lastLadder: manyNudges };
  for (const invoices of [
    [nudged, { ...second, lastLadder: ladder }],
    [nudged, young],
  ])
    t.equal(plan(invoices, manyNudges)?.rung, 'second-reminder', 'its first reminder is no higher for many nudges');
  const skipped = { ...first, invoiceId: 'skipped', skipped: ['reminder-7'] as const };
  t.equal(plan([first, skipped], courtesy)?.rung, 'first-reminder', 'both would be its first; the later place counts');
  t.equal(plan([skipped, { ...first, invoiceId: 'z' }], courtesy)?.rung, 'first-reminder');
});

t.test('a nudge alone demands nothing and bears nothing', async (t) => {
  const letter = plan([soon, later]);
  t.match(letter, {
    rung: 'nudge',
    feeMinor: 0n,
    feeReason: 'rung-bears-no-fee',
    statesInterest: false,
    principalMinor: 7n,
    daysToPay: 0,
  });
  t.same(rungs(letter), [['soon', 'nudge', false]]);
  const greedy = ladderWith({ nudge: { feeMinor: 10_000n, interest: true } });
  t.match(plan([soon], greedy), { feeMinor: 0n, statesInterest: false }, 'even if the policy says so');
});

t.test('a notice demands only what has climbed to it, and the others wait', async (t) => {
  t.same(rungs(plan([first, second, notice, soon])), [['notice', 'notice', true]]);
  t.equal(plan([first, notice])?.principalMinor, 30_000n);
  for (const order of [
    [notice, second, first],
    [first, notice, second],
    [second, first, notice],
  ])
    t.equal(
      plan(order.map((each, at) => ({ ...each, dueDay: `2026-02-0${at + 1}` })))?.rung,
      'notice',
      'wherever it stands',
    );
});

t.test('who may not get a notice gets none, and their other invoices still get theirs', async (t) => {
  t.equal(plan([notice], ladder, 'consumer'), null);
  t.same(rungs(plan([notice, second], ladder, 'consumer')), [['second', 'second-reminder', true]]);
});

t.test('the fee: how much, and why or why not', async (t) => {
  const table: [string, LetterPlan | null, bigint, string][] = [
    ['the rung bears one', plan([first]), 10_000n, 'fee'],
    ['the third may be claimed', plan([{ ...second, feesSoFar: 2 }]), 10_000n, 'fee'],
    ['the fourth may not', plan([{ ...second, feesSoFar: 3 }]), 0n, 'fee-cap-reached'],
    [
      'one line without a fee left takes it from all',
      plan([first, { ...second, feesSoFar: 3 }]),
      0n,
      'fee-cap-reached',
    ],
    ['a nudge line takes nothing', plan([first, { ...soon, feesSoFar: 3 }]), 10_000n, 'fee'],
    [
      'a policy without a fee',
      plan([first], ladderWith({ 'first-reminder': { feeMinor: 0n } })),
      0n,
      'rung-bears-no-fee',
    ],
    ['a policy of one øre', plan([first], ladderWith({ 'first-reminder': { feeMinor: 1n } })), 1n, 'fee'],
    [
      'a policy over the law',
      plan([first], ladderWith({ 'first-reminder': { feeMinor: 10_001n } })),
      10_000n,
      'legal-maximum',
    ],
    [
      'a line at a rung without a fee does not count',
      plan([{ ...first, feesSoFar: 3 }, second], ladderWith({ 'first-reminder': { feeMinor: 0n } })),
      10_000n,
      'fee',
    ],
    [
      'a line at a rung with a fee of one øre counts',
      plan([{ ...first, feesSoFar: 3 }, second], ladderWith({ 'first-reminder': { feeMinor: 1n } })),
      0n,
      'fee-cap-reached',
    ],
    [
      'the highest rung bears none, whatever a lower one would',
      plan([first, second], ladderWith({ 'second-reminder': { feeMinor: 0n } })),
      0n,
      'rung-bears-no-fee',
    ],
    ['a debtor who is never asked for one', plan([first], ladder, 'business', true), 0n, 'never-fee'],
    ['a consumer', plan([first], ladder, 'consumer'), 0n, 'consumer'],
    ['an unconfirmed market', plan([{ ...first, marketConfirmed: false }]), 0n, 'market-unconfirmed'],
    ['a market without rules among others', plan([first, { ...second, market: 'US' }]), 0n, 'market-not-in-law-room'],
  ];
  for (const [name, letter, feeMinor, reason] of table)
    t.same([letter?.feeMinor, letter?.feeReason], [feeMinor, reason], name);
});

t.test('interest is stated where policy and law have it', async (t) => {
  t.match(plan([first]), { statesInterest: true, interestReason: 'interest' });
  t.match(plan([first], ladderWith({ 'first-reminder': { interest: false } })), {
    statesInterest: false,
    interestReason: 'rung-states-none',
  });
  t.match(plan([first], ladder, 'consumer'), { statesInterest: false, interestReason: 'consumer' });
  t.match(plan([first, { ...second, marketConfirmed: false }]), {
    statesInterest: false,
    interestReason: 'market-unconfirmed',
  });
});

t.test('each currency has a letter of its own', async (t) => {
  const euro: InvoiceFacts = { ...second, invoiceId: 'euro', currency: 'EUR' };
  t.same(rungs(plan([first, euro])), [['a', 'first-reminder', true]]);
  const letter = planLetter({
    today: '2026-03-11',
    ladder,
    debtorKind: 'business',
    neverFee: false,
    currency: 'EUR',
    invoices: [first, euro],
  });
  t.match(letter, {
    rung: 'second-reminder',
    currency: 'EUR',
    feeMinor: 0n,
    feeReason: 'currency-differs',
    statesInterest: true,
  });
});

t.test('credit notes are set off, and cover a letter away', async (t) => {
  t.match(plan([first, credit]), {
    principalMinor: 60_000n,
    credits: [{ invoiceId: 'credit', amountMinor: -40_000n }],
  });
  t.same(plan([first, { ...credit, owedMinor: 0n }])?.credits, [], 'an empty one is not listed');
  t.equal(plan([{ ...first, owedMinor: 40_001n }, credit])?.principalMinor, 1n);
  t.equal(plan([{ ...first, owedMinor: 40_000n }, credit]), null);
  t.equal(plan([{ ...first, owedMinor: 39_999n }, credit]), null);
});

t.test('nothing due, no letter', async (t) => {
  t.equal(plan([]), null);
  t.equal(plan([later]), null);
  t.equal(plan([{ ...first, owedMinor: 0n }]), null);
});

t.test('the lines come in the same order however the invoices are handed in', async (t) => {
  const all = [first, second, soon, { ...first, invoiceId: 'b' }];
  t.same(plan(all.toReversed()), plan(all));
});
