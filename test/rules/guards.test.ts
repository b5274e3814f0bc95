import { readdirSync } from 'node:fs';
import t from 'tap';
import { decide } from '../../src/ladder/decide.ts';
import type { Facts, HoldFacts, HoldKind } from '../../src/ladder/facts.ts';
import type { GuardName } from '../../src/ladder/guards.ts';
import { guardGroups, guardNames, guards } from '../../src/ladder/guards.ts';
import type { Verdict } from '../../src/ladder/verdict.ts';
import { instantPlus } from '../../src/values/day.ts';
import type { Change } from './world.ts';
import { complete, facts, invoice, ladderWith, letter, local, noticeFacts, timeZone } from './world.ts';

/** A verdict on one line: "go", "go (note)", "ask code", "stop code", "wait code until 2026-03-12 08:00". */
function inWords(verdict: Verdict): string {
  if (verdict.kind === 'go') return verdict.note === null ? 'go' : `go (${verdict.note})`;
  const said = `${verdict.kind} ${verdict.detail['code']}`;
  if (verdict.kind !== 'wait') return said;
  const until = Temporal.Instant.fromEpochMilliseconds(verdict.until.getTime()).toZonedDateTimeISO(timeZone);
  return `${said} until ${until.toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ').replace(/:00$/, '')}`;
}

type Row = readonly [name: string, facts: Facts, verdict: string];

function table(guard: GuardName, rows: readonly Row[]): void {
  t.test(guard, async (t) => {
    const { verdict } = guards.find((each) => each.name === guard)!;
    for (const [name, world, expected] of rows) t.equal(inWords(verdict(world)), expected, `${name}: ${expected}`);
  });
}

const now = local('2026-03-11');
const held = (kind: HoldKind, until: string | null = null): HoldFacts[] => [{ kind, sinceDay: '2026-03-02', until }];
const nudgeLine = { invoiceId: 'a', rung: 'nudge', principalMinor: 100_000n, alreadySent: false } as const;
const nudge = { rung: 'nudge', lines: [nudgeLine], feeMinor: 0n, statesInterest: false } as const;
const line = letter.lines[0]!;
const plain = { feeMinor: 0n, statesInterest: false };

table('creditor-connected', [
  ['connected', facts(), 'go'],
  ['the grant was revoked', facts({ creditor: { connected: false } }), 'ask disconnected'],
]);

table('facts-are-fresh', [
  ['just read', facts(), 'go'],
  ['59 seconds ago', facts({ booksReadAt: instantPlus(now, -59_000) }), 'go'],
  ['60 seconds ago', facts({ booksReadAt: instantPlus(now, -60_000) }), 'go'],
  ['a moment more', facts({ booksReadAt: instantPlus(now, -60_001) }), 'wait stale until 2026-03-11 10:01'],
  ['never', facts({ booksReadAt: null }), 'wait never-read until 2026-03-11 10:01'],
  [
    'a day old in the queue',
    facts({ booksReadAt: local('2026-03-10'), creditor: { factsMaxAgeSeconds: 3600 } }),
    'wait stale until 2026-03-11 10:15',
  ],
]);

table('case-is-open', [
  ['open', facts(), 'go'],
  ['closed', facts({ caseOpen: false }), 'stop case-closed'],
]);

table('not-sent-before', [
  ['never', facts(), 'go'],
  ['the rung below', facts({ invoice: { lastRung: 'nudge' } }), 'go'],
  ['this rung', facts({ invoice: { lastRung: 'first-reminder' } }), 'stop already-sent'],
  ['a higher rung', facts({ invoice: { lastRung: 'notice' } }), 'stop already-sent'],
  ['the line is marked', facts({ letter: { lines: [{ ...line, alreadySent: true }] } }), 'stop already-sent'],
]);

const creditNote = (owedMinor: bigint) => [{ ...invoice, invoiceId: 'credit', owedMinor }];
const twoLines = { lines: [line, { ...line, invoiceId: 'gone' }] };
table('debt-remains', [
  ['owed in full', facts(), 'go'],
  [
    'one øre, as stated',
    facts({ invoice: { owedMinor: 1n }, letter: { lines: [{ ...line, principalMinor: 1n }] } }),
    'go',
  ],
  ['settled', facts({ invoice: { owedMinor: 0n } }), 'stop settled'],
  ['one of two settled', facts({ letter: twoLines }), 'stop settled'],
  ['one øre less than stated', facts({ invoice: { owedMinor: 99_999n } }), 'stop sum-changed'],
  ['one øre more than stated', facts({ invoice: { owedMinor: 100_001n } }), 'stop sum-changed'],
  ['sold to a factor', facts({ invoice: { termsForbid: 'factoring' } }), 'stop terms-forbid'],
  ['a credit note one øre below', facts({ others: creditNote(-99_999n) }), 'go'],
  ['a credit note for all', facts({ others: creditNote(-100_000n) }), 'stop nothing-owed'],
  ['a credit note in another currency', facts({ others: [{ ...creditNote(-100_000n)[0]!, currency: 'EUR' }] }), 'go'],
  ['a nudge', facts({ letter: nudge }), 'go'],
  ['only what falls due soon on a reminder', facts({ letter: { lines: [nudgeLine] } }), 'stop nothing-owed'],
  ['no lines', facts({ letter: { lines: [] } }), 'stop nothing-owed'],
]);

table('balance-supports-claim', [
  ['equal', facts(), 'go'],
  ['above', facts({ debtor: { balanceBaseMinor: 100_001n } }), 'go'],
  ['one øre below', facts({ debtor: { balanceBaseMinor: 99_999n } }), 'ask unmatched-payment'],
  ['at the tolerance', facts({ debtor: { balanceBaseMinor: 99_900n, toleranceBaseMinor: 100n } }), 'go'],
  [
    'past the tolerance',
    facts({ debtor: { balanceBaseMinor: 99_899n, toleranceBaseMinor: 100n } }),
    'ask unmatched-payment',
  ],
  ['nothing left', facts({ debtor: { balanceBaseMinor: 0n } }), 'ask unmatched-payment'],
  ['not read', facts({ debtor: { balanceBaseMinor: null } }), 'wait balance-not-read until 2026-03-11 10:15'],
]);

table('no-payment-in-flight', [
  ['none', facts(), 'go'],
  [
    'until later',
    facts({ debtor: { paymentInFlightUntil: local('2026-03-11', 10, 30) } }),
    'wait payment-in-flight until 2026-03-11 10:30',
  ],
  ['until now', facts({ debtor: { paymentInFlightUntil: now } }), 'go'],
  ['until before', facts({ debtor: { paymentInFlightUntil: local('2026-03-11', 9) } }), 'go'],
]);

table('no-credit-pending', [
  ['none', facts(), 'go'],
  ['a part payment', facts({ holds: held('part-payment') }), 'ask part-payment'],
  ['a credit note held', facts({ holds: held('credit-note') }), 'ask credit-note'],
  ['unmatched money', facts({ holds: held('unmatched-money') }), 'ask unmatched-money'],
  ['one credit note nobody looked at', facts({ debtor: { creditNotesOpen: 1 } }), 'ask credit-note'],
  ['held until tomorrow', facts({ holds: held('part-payment', '2026-03-12') }), 'ask part-payment'],
  ['held until today', facts({ holds: held('part-payment', '2026-03-11') }), 'go'],
  ['another kind of hold', facts({ holds: held('question') }), 'go'],
]);

table('not-too-old', [
  ['the day before', facts({ invoice: { limitationDay: '2026-03-12' } }), 'go'],
  ['the day', facts({ invoice: { limitationDay: '2026-03-11' } }), 'stop too-old'],
  ['the day after', facts({ invoice: { limitationDay: '2026-03-10' } }), 'stop too-old'],
]);

table('no-open-question', [
  ['none', facts(), 'go'],
  ['one', facts({ holds: held('question') }), 'ask question'],
  ['a complaint is another guard', facts({ holds: held('complaint') }), 'go'],
]);

table('not-complained', [
  ['none', facts(), 'go'],
  ['one', facts({ holds: held('complaint') }), 'ask complaint'],
]);

table('debtor-is-solvent', [
  ['nobody looked, a reminder', facts(), 'go (not-checked)'],
  ['nobody looked, a notice', noticeFacts({ debtor: { solventCheckedDay: null } }), 'ask not-checked'],
  ['looked 13 days ago, a notice', noticeFacts({ debtor: { solventCheckedDay: '2026-02-26' } }), 'go'],
  ['looked 14 days ago, a notice', noticeFacts({ debtor: { solventCheckedDay: '2026-02-25' } }), 'go'],
  ['looked 15 days ago, a notice', noticeFacts({ debtor: { solventCheckedDay: '2026-02-24' } }), 'ask not-checked'],
  ['looked 15 days ago, a reminder', facts({ debtor: { solventCheckedDay: '2026-02-24' } }), 'go (not-checked)'],
  ['bankrupt', facts({ holds: held('insolvency') }), 'ask insolvency'],
  ['bankrupt after somebody looked', noticeFacts({ holds: held('insolvency') }), 'ask insolvency'],
]);

table('not-paused', [
  ['not', facts(), 'go'],
  ['left out by hand', facts({ debtor: { excludedSince: '2026-01-01' } }), 'ask left-out'],
  ['paused without end', facts({ holds: held('pause') }), 'ask pause'],
  ['snoozed until tomorrow', facts({ holds: held('snooze', '2026-03-12') }), 'wait snooze until 2026-03-12 08:00'],
  ['snoozed until Saturday', facts({ holds: held('snooze', '2026-03-14') }), 'wait snooze until 2026-03-16 08:00'],
  ['snoozed until today', facts({ holds: held('snooze', '2026-03-11') }), 'go'],
]);

table('creditor-allows', [
  ['on', facts(), 'go'],
  ['off', facts({ creditor: { sendingOn: false } }), 'ask sending-off'],
  ['halted', facts({ creditor: { halted: 'restored' } }), 'ask halted'],
  ['this rung off', facts({ creditor: { ladder: ladderWith({ 'first-reminder': { on: false } }) } }), 'stop rung-off'],
  ['another rung off', facts({ creditor: { ladder: ladderWith({ notice: { on: false } }) } }), 'go'],
  ['a rung the ladder does not have', facts({ creditor: { ladder: { version: 'x', rungs: [] } } }), 'stop rung-off'],
]);

const secondLetter: Change = {
  invoice: { lastRung: 'first-reminder', lastLetterDay: '2026-02-28', lastDeadline: '2026-03-10' },
  letter: { rung: 'second-reminder', lines: [{ ...line, rung: 'second-reminder' }] },
};
const withInvoice = (change: Change, more: Partial<typeof invoice>) =>
  facts({ ...change, invoice: { ...change.invoice, ...more } });
table('deadline-passed', [
  ['the day before', facts({ today: '2026-03-10' }), 'wait not-yet until 2026-03-11 08:00'],
  ['the day', facts(), 'go'],
  ['the day after', facts({ today: '2026-03-12' }), 'go'],
  [
    'the day is a Saturday',
    facts({ today: '2026-03-12', invoice: { dueDay: '2026-03-09' } }),
    'wait not-yet until 2026-03-16 08:00',
  ],
  ['ten full days since the letter before', facts(secondLetter), 'go'],
  ['nine', withInvoice(secondLetter, { lastLetterDay: '2026-03-01' }), 'wait not-yet until 2026-03-12 08:00'],
  [
    'its deadline is today',
    withInvoice(secondLetter, { lastDeadline: '2026-03-11' }),
    'wait not-yet until 2026-03-12 08:00',
  ],
  ['a nudge the day before the due day', facts({ invoice: { dueDay: '2026-03-12' }, letter: nudge }), 'go'],
  ['a nudge on the due day', facts({ invoice: { dueDay: '2026-03-11' }, letter: nudge }), 'stop rung-changed'],
  [
    'a nudge too early',
    facts({ invoice: { dueDay: '2026-03-16' }, letter: nudge }),
    'wait not-yet until 2026-03-13 08:00',
  ],
  ['a rung skipped', facts({ letter: { lines: [{ ...line, rung: 'notice' }] } }), 'stop rung-changed'],
]);

const feeLetterOn = (day: string | null, change: Change = {}) =>
  facts({ ...change, debtor: { lastFeeLetterDay: day } });
table('spacing-kept', [
  ['no fee letter before', feeLetterOn(null), 'go'],
  ['nine full days between', feeLetterOn('2026-03-01'), 'wait fee-spacing until 2026-03-12 08:00'],
  ['ten full days between', feeLetterOn('2026-02-28'), 'go'],
  ['eleven full days between', feeLetterOn('2026-02-27'), 'go'],
  ['today already', feeLetterOn('2026-03-11'), 'wait fee-spacing until 2026-03-23 08:00'],
  ['a letter without a fee', feeLetterOn('2026-03-11', { letter: plain }), 'go'],
  [
    'a fee of one øre',
    feeLetterOn('2026-03-11', { letter: { feeMinor: 1n } }),
    'wait fee-spacing until 2026-03-23 08:00',
  ],
]);

const at = (day: string, hour: number, minute = 0, change: Change = {}) =>
  facts({ ...change, today: day, now: local(day, hour, minute) });
table('hour-is-decent', [
  ['7:59', at('2026-03-11', 7, 59), 'wait closed-hours until 2026-03-11 08:00'],
  ['8:00', at('2026-03-11', 8), 'go'],
  ['15:59', at('2026-03-11', 15, 59), 'go'],
  ['16:00', at('2026-03-11', 16), 'wait closed-hours until 2026-03-12 08:00'],
  ['Friday evening', at('2026-03-13', 17), 'wait closed-hours until 2026-03-16 08:00'],
  ['Saturday noon', at('2026-03-14', 12), 'wait closed-hours until 2026-03-16 08:00'],
  ['Maundy Thursday', at('2026-04-02', 12), 'wait closed-hours until 2026-04-07 08:00'],
  ['a Danish holiday, a Swedish invoice', at('2026-06-05', 12, 0, { invoice: { market: 'SE' } }), 'go'],
  ['the night summer time begins', at('2026-03-29', 2, 30), 'wait closed-hours until 2026-03-30 08:00'],
  ['the night it ends', at('2026-10-25', 2, 30), 'wait closed-hours until 2026-10-26 08:00'],
]);

table('market-is-confirmed', [
  ['Denmark confirmed', facts(), 'go'],
  [
    'not confirmed, with a fee',
    facts({ invoice: { marketConfirmed: false }, letter: { statesInterest: false } }),
    'ask market-unconfirmed',
  ],
  [
    'not confirmed, with interest',
    facts({ invoice: { marketConfirmed: false }, letter: { feeMinor: 0n } }),
    'ask market-unconfirmed',
  ],
  ['not confirmed, plain', facts({ invoice: { marketConfirmed: false }, letter: plain }), 'go'],
  [
    'not confirmed, a notice that carries nothing',
    noticeFacts({ invoice: { marketConfirmed: false }, letter: plain }),
    'ask market-unconfirmed',
  ],
  ['a market without rules, with a fee', facts({ invoice: { market: 'SE' } }), 'ask market-not-in-law-room'],
  ['a market without rules, plain', facts({ invoice: { market: 'SE' }, letter: plain }), 'go'],
  ['a consumer with a fee', facts({ debtor: { kind: 'consumer' } }), 'ask consumer'],
  ['a consumer, plain', facts({ debtor: { kind: 'consumer' }, letter: plain }), 'go'],
  ['a Danish invoice in euro with a fee', facts({ invoice: { currency: 'EUR' } }), 'ask currency-differs'],
  ['a nudge', facts({ invoice: { market: 'SE' }, letter: nudge }), 'go'],
]);

table('rate-is-known', [
  ['known', facts(), 'go'],
  ['not after June', facts({ letter: { interestKnownTo: '2026-06-30' } }), 'ask rate-unknown'],
  ['not stated', facts({ letter: { interestKnownTo: '2026-06-30', statesInterest: false } }), 'go'],
]);

const fees = (feeMinor: bigint, feesSoFar = 0, change: Change = {}) =>
  facts({ ...change, invoice: { feesSoFar, ...change.invoice }, letter: { feeMinor } });
table('fee-within-cap', [
  ['none', fees(0n, 3), 'go'],
  ['one øre', fees(1n), 'go'],
  ['100 kr', fees(10_000n), 'go'],
  ['100.01 kr', fees(10_001n), 'ask fee-too-high'],
  ['below nothing', fees(-1n), 'ask fee-not-allowed'],
  ['the third', fees(10_000n, 2), 'go'],
  ['the fourth', fees(10_000n, 3), 'ask fees-used-up'],
  [
    'a line at a rung without a fee',
    fees(10_000n, 3, { creditor: { ladder: ladderWith({ 'first-reminder': { feeMinor: 0n } }) } }),
    'go',
  ],
  ['a market without rules', fees(10_000n, 0, { invoice: { market: 'SE' } }), 'ask fee-not-allowed'],
  ['a nudge', facts({ letter: { ...nudge, feeMinor: 1n } }), 'ask fee-not-allowed'],
]);

table('notice-is-complete', [
  ['another letter', facts(), 'go'],
  ['complete', noticeFacts(), 'go'],
  ['nine days to pay', noticeFacts({ letter: { notice: { ...complete, deadlineDays: 9 } } }), 'ask notice-incomplete'],
  ['eleven days to pay', noticeFacts({ letter: { notice: { ...complete, deadlineDays: 11 } } }), 'go'],
  [
    'no word of further costs',
    noticeFacts({ letter: { notice: { ...complete, furtherCostsNamed: false } } }),
    'ask notice-incomplete',
  ],
  ['nothing said', noticeFacts({ letter: { notice: null } }), 'ask notice-incomplete'],
  ['a line that has not climbed to it', noticeFacts({ letter: { lines: [line] } }), 'stop line-not-at-notice'],
  ['a market without rules', noticeFacts({ invoice: { market: 'SE' } }), 'ask market-not-in-law-room'],
]);

table('recipient-exists', [
  ['one', facts(), 'go'],
  ['none', facts({ debtor: { email: null } }), 'ask no-address'],
  ['blank', facts({ debtor: { email: ' ' } }), 'ask no-address'],
]);

table('address-works', [
  ['works', facts(), 'go'],
  ['bounced', facts({ debtor: { emailTrouble: 'bounced' } }), 'ask address-bounced'],
  ['changed', facts({ debtor: { emailTrouble: 'changed' } }), 'ask address-changed'],
]);

const toldAt = (headsUpAt: Date | null, holdWindowHours = 24) => facts({ letter: { headsUpAt, holdWindowHours } });
table('hold-window-over', [
  ['a minute to go', toldAt(local('2026-03-10', 10, 1)), 'wait hold-window until 2026-03-11 10:01'],
  ['over this instant', toldAt(local('2026-03-10', 10)), 'go'],
  ['over a minute ago', toldAt(local('2026-03-10', 9, 59)), 'go'],
  ['nobody was told', toldAt(null), 'wait no-heads-up until 2026-03-12 10:00'],
  ['no window', toldAt(null, 0), 'go'],
]);

table('admin-said-yes', [
  ['to this letter', facts(), 'go'],
  ['to none', facts({ letter: { approvedHash: null } }), 'ask not-approved'],
  ['to another letter', facts({ letter: { approvedHash: 'another letter' } }), 'ask changed-since-approval'],
]);

t.test('every guard has a file, a place in the list and a group, and no file is forgotten', async (t) => {
  const files = readdirSync(new URL('../../src/ladder/guard/', import.meta.url)).map((file) => file.replace('.ts', ''));
  t.same([...guardNames].sort(), files.sort());
  const order = guards.map((guard) => guardGroups.indexOf(guard.group));
  t.same(
    order,
    [...order].sort((a, b) => a - b),
    'groups stand together',
  );
});

t.test('an ordinary letter goes, and so does an ordinary notice', async (t) => {
  for (const world of [facts(), noticeFacts()]) {
    const { verdict, guard, answers } = decide(world);
    t.equal(verdict.kind, 'go');
    t.equal(guard, null);
    t.same(
      answers.map((answer) => answer.guard),
      guardNames,
      'every guard was asked, in order',
    );
  }
});

t.test('the first refusing guard decides: each row mends one thing more and meets the next', async (t) => {
  /** Everything is wrong with this notice. Mending the first thing in the list leaves the rest wrong. */
  const mend: readonly [GuardName, (world: Facts) => Facts][] = [
    ['creditor-connected', (world) => ({ ...world, creditor: { ...world.creditor, connected: true } })],
    ['facts-are-fresh', (world) => ({ ...world, booksReadAt: world.wallNow })],
    ['case-is-open', (world) => ({ ...world, caseOpen: true })],
    [
      'not-sent-before',
      (world) => ({
        ...world,
        letter: { ...world.letter, lines: world.letter.lines.map((each) => ({ ...each, alreadySent: false })) },
      }),
    ],
    [
      'debt-remains',
      (world) => ({ ...world, invoices: world.invoices.map((each) => ({ ...each, owedMinor: 100_000n })) }),
    ],
    ['balance-supports-claim', (world) => ({ ...world, debtor: { ...world.debtor, balanceBaseMinor: 100_000n } })],
    ['no-payment-in-flight', (world) => ({ ...world, debtor: { ...world.debtor, paymentInFlightUntil: null } })],
    ['no-credit-pending', (world) => ({ ...world, holds: world.holds.filter((hold) => hold.kind !== 'part-payment') })],
    [
      'not-too-old',
      (world) => ({ ...world, invoices: world.invoices.map((each) => ({ ...each, limitationDay: '2029-02-06' })) }),
    ],
    ['no-open-question', (world) => ({ ...world, holds: world.holds.filter((hold) => hold.kind !== 'question') })],
    ['not-complained', (world) => ({ ...world, holds: world.holds.filter((hold) => hold.kind !== 'complaint') })],
    ['debtor-is-solvent', (world) => ({ ...world, holds: world.holds.filter((hold) => hold.kind !== 'insolvency') })],
    ['not-paused', (world) => ({ ...world, holds: [] })],
    ['creditor-allows', (world) => ({ ...world, creditor: { ...world.creditor, sendingOn: true } })],
    [
      'deadline-passed',
      (world) => ({ ...world, invoices: world.invoices.map((each) => ({ ...each, lastDeadline: '2026-03-09' })) }),
    ],
    ['spacing-kept', (world) => ({ ...world, debtor: { ...world.debtor, lastFeeLetterDay: '2026-02-27' } })],
    ['hour-is-decent', (world) => ({ ...world, now, wallNow: now, booksReadAt: now })],
    [
      'market-is-confirmed',
      (world) => ({ ...world, invoices: world.invoices.map((each) => ({ ...each, marketConfirmed: true })) }),
    ],
    ['rate-is-known', (world) => ({ ...world, letter: { ...world.letter, interestKnownTo: null } })],
    ['fee-within-cap', (world) => ({ ...world, invoices: world.invoices.map((each) => ({ ...each, feesSoFar: 2 })) })],
    ['notice-is-complete', (world) => ({ ...world, letter: { ...world.letter, notice: complete } })],
    ['recipient-exists', (world) => ({ ...world, debtor: { ...world.debtor, email: 'bogholderi@example.test' } })],
    ['address-works', (world) => ({ ...world, debtor: { ...world.debtor, emailTrouble: null } })],
    ['hold-window-over', (world) => ({ ...world, letter: { ...world.letter, headsUpAt: local('2026-03-09') } })],
    ['admin-said-yes', (world) => ({ ...world, letter: { ...world.letter, approvedHash: 'this letter' } })],
  ];
  t.same(
    mend.map(([name]) => name),
    guardNames,
    'the walk is the list',
  );
  const early = local('2026-03-11', 7);
  let world = noticeFacts({
    now: early,
    booksReadAt: null,
    caseOpen: false,
    creditor: { connected: false, sendingOn: false },
    debtor: {
      balanceBaseMinor: 0n,
      paymentInFlightUntil: local('2026-03-12'),
      lastFeeLetterDay: '2026-03-10',
      email: null,
      emailTrouble: 'bounced',
    },
    holds: [
      ...held('part-payment'),
      ...held('question'),
      ...held('complaint'),
      ...held('insolvency'),
      ...held('pause'),
    ],
    invoice: {
      owedMinor: 0n,
      limitationDay: '2026-01-01',
      lastDeadline: '2026-03-20',
      marketConfirmed: false,
      feesSoFar: 3,
    },
    letter: {
      lines: [{ ...line, rung: 'notice', alreadySent: true }],
      interestKnownTo: '2026-02-28',
      notice: { ...complete, howToPayNamed: false },
      headsUpAt: null,
      approvedHash: null,
    },
  });
  for (const [name, mended] of mend) {
    t.equal(decide(world).guard, name);
    world = mended(world);
  }
  t.equal(decide(world).verdict.kind, 'go', 'with all mended it goes');
});

t.test('no detail of a refusal names a person or an address', async (t) => {
  const world = facts({
    caseOpen: false,
    holds: held('pause'),
    debtor: { emailTrouble: 'bounced', excludedSince: '2026-01-01', balanceBaseMinor: 0n },
  });
  for (const { verdict } of decide(world).answers)
    if (verdict.kind !== 'go') t.notMatch(JSON.stringify(verdict.detail), /@|bogholderi/);
});
