import { readdirSync } from 'node:fs';
import t from 'tap';
import { decide } from '../../src/ladder/decide.ts';
import type { Facts } from '../../src/ladder/facts.ts';
import type { GuardName } from '../../src/ladder/guards.ts';
import { guardGroups, guardNames, guards } from '../../src/ladder/guards.ts';
import { held, line, now } from './guard-table.ts';
import { complete, facts, local, noticeFacts } from './world.ts';

const reached = (dead: boolean) => ({ email: { to: 'bogholderi@example.test', dead }, sms: null });

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
    ['enough-is-owed', (world) => ({ ...world, creditor: { ...world.creditor, smallestSums: {} } })],
    ['no-open-question', (world) => ({ ...world, holds: world.holds.filter((hold) => hold.kind !== 'question') })],
    ['not-complained', (world) => ({ ...world, holds: world.holds.filter((hold) => hold.kind !== 'complaint') })],
    ['no-plan-running', (world) => ({ ...world, holds: world.holds.filter((hold) => hold.kind !== 'plan') })],
    ['not-promised', (world) => ({ ...world, holds: world.holds.filter((hold) => hold.kind !== 'promise') })],
    ['debtor-is-solvent', (world) => ({ ...world, holds: world.holds.filter((hold) => hold.kind !== 'insolvency') })],
    ['not-paused', (world) => ({ ...world, holds: [] })],
    [
      'invoice-not-left-out',
      (world) => ({ ...world, invoices: world.invoices.map((each) => ({ ...each, leftOutSince: null })) }),
    ],
    ['creditor-allows', (world) => ({ ...world, creditor: { ...world.creditor, sendingOn: true } })],
    [
      'deadline-passed',
      (world) => ({ ...world, invoices: world.invoices.map((each) => ({ ...each, lastDeadline: '2026-03-09' })) }),
    ],
    ['spacing-kept', (world) => ({ ...world, debtor: { ...world.debtor, lastFeeLetterDay: '2026-02-27' } })],
    ['quiet-days-kept', (world) => ({ ...world, debtor: { ...world.debtor, lastLetterDay: '2026-03-07' } })],
    ['hour-is-decent', (world) => ({ ...world, now, wallNow: now, booksReadAt: now })],
    [
      'market-is-confirmed',
      (world) => ({ ...world, invoices: world.invoices.map((each) => ({ ...each, marketConfirmed: true })) }),
    ],
    ['rate-is-known', (world) => ({ ...world, letter: { ...world.letter, interestKnownTo: null } })],
    ['fee-within-cap', (world) => ({ ...world, invoices: world.invoices.map((each) => ({ ...each, feesSoFar: 2 })) })],
    ['notice-is-complete', (world) => ({ ...world, letter: { ...world.letter, notice: complete } })],
    ['recipient-exists', (world) => ({ ...world, debtor: { ...world.debtor, reach: reached(true) } })],
    ['address-works', (world) => ({ ...world, debtor: { ...world.debtor, reach: reached(false) } })],
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
    creditor: { connected: false, sendingOn: false, quietDays: 3, smallestSums: { DKK: 100_001n } },
    debtor: {
      balanceBaseMinor: 0n,
      paymentInFlightUntil: local('2026-03-12'),
      lastFeeLetterDay: '2026-03-10',
      lastLetterDay: '2026-03-10',
      reach: { email: null, sms: null },
    },
    holds: [
      ...held('part-payment'),
      ...held('question'),
      ...held('complaint'),
      ...held('plan'),
      ...held('promise', '2026-03-20'),
      ...held('insolvency'),
      ...held('pause'),
    ],
    invoice: {
      owedMinor: 0n,
      limitationDay: '2026-01-01',
      lastDeadline: '2026-03-20',
      marketConfirmed: false,
      feesSoFar: 3,
      leftOutSince: '2026-03-02',
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
    debtor: { reach: reached(true), excludedSince: '2026-01-01', balanceBaseMinor: 0n },
  });
  for (const { verdict } of decide(world).answers)
    if (verdict.kind !== 'go') t.notMatch(JSON.stringify(verdict.detail), /@|bogholderi/);
});
