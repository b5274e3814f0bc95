/**
 * Steps that other programs' tests promise, as rows of ours. Each row names the scenario it comes from (peer and number, as
 * in our list of them) and keeps our stricter outcome where we have one.
 */
import t from 'tap';
import { dueRung } from '../../src/ladder/due-rung.ts';
import type { InvoiceFacts } from '../../src/ladder/facts.ts';
import { deadlinePassed } from '../../src/ladder/guard/deadline-passed.ts';
import { notSentBefore } from '../../src/ladder/guard/not-sent-before.ts';
import { ladderFor } from '../../src/ladder/ladder-choice.ts';
import { planLetter } from '../../src/ladder/letter-plan.ts';
import { nextRung } from '../../src/ladder/next-rung.ts';
import { defaultRungs, type Ladder, type Rung, type RungKey, rungWith } from '../../src/ladder/rungs.ts';
import { type Day, dayPlus, daysBetween } from '../../src/values/day.ts';
import { facts, invoice } from './world.ts';

const due: Day = '2026-03-06';
const rung = (key: RungKey, days: number, more: Partial<Rung> = {}): Rung => ({
  ...rungWith({ key, days, feeMinor: 0n, interest: false, daysToPay: 0 }),
  ...more,
});
const ladderOf = (...rungs: Rung[]): Ladder => ({ version: 'peer', rungs });
const [first, second, third] = ['first-reminder', 'second-reminder', 'reminder-3'] as const;

type Sent = { readonly key: RungKey; readonly day: Day };

/** Looks on these days after the due day; what is due leaves at once, unless that day's letter is held or stays a draft. */
function looksOn(ladder: Ladder, days: readonly number[], held: readonly number[] = []) {
  const sent: Sent[] = [];
  let end = 'open';
  for (const day of days) {
    const answer = dueRung({ today: dayPlus(due, day), ladder, debtorKind: 'business', invoice: stands(sent) });
    if (answer.rung && !held.includes(day)) sent.push({ key: answer.rung, day: dayPlus(due, day) });
    if (answer.why === 'ladder-ended' || answer.why === 'handed-over') end = answer.why;
  }
  return { steps: sent.map(({ key, day }) => `${key} ${daysBetween(due, day)}`), end };
}

function stands(sent: readonly Sent[], change: Partial<InvoiceFacts> = {}): InvoiceFacts {
  const lastLetterDay = sent.at(-1)?.day ?? null;
  return {
    ...invoice,
    dueDay: due,
    limitationDay: '2099-01-01',
    climbed: sent.map(({ key }) => key),
    lastLetterDay,
    ...change,
  };
}

/** Days 5, 20 and 40 after the due day: 14 and 19 full days lie between. */
const fiveTwentyForty = ladderOf(rung(first, 5), rung(second, 14), rung(third, 19));
const everyDay = (last: number) => Array.from({ length: last + 1 }, (_, day) => day);

const rows: readonly (readonly [
  id: string,
  promise: string,
  steps: () => readonly string[],
  expected: readonly string[],
])[] = [
  [
    'oca-01',
    'a debt a year old begins at the first rung, one a run',
    () => looksOn(fiveTwentyForty, [365]).steps,
    [`${first} 365`],
  ],
  [
    'oca-02',
    'each run goes one rung on, skips none and repeats none',
    () => looksOn(fiveTwentyForty, [185, 305, 365]).steps,
    [`${first} 185`, `${second} 305`, `${third} 365`],
  ],
  ['tryton-01', 'the day before is none', () => looksOn(fiveTwentyForty, [4]).steps, []],
  ['tryton-02', 'the day itself is one', () => looksOn(fiveTwentyForty, [4, 5]).steps, [`${first} 5`]],
  [
    'tryton-03',
    'a rung that has not left is not overtaken',
    () => looksOn(fiveTwentyForty, [5, 30], [5]).steps,
    [`${first} 30`],
  ],
  [
    'tryton-05',
    'a debt that is frozen stays where it stands, and goes on when it thaws',
    () => looksOn(fiveTwentyForty, [5, 20, 30, 41], [20, 30]).steps,
    [`${first} 5`, `${second} 41`],
  ],
  [
    'tryton-13',
    'first seen fifty days late, it begins at the first',
    () => looksOn(fiveTwentyForty, [50]).steps,
    [`${first} 50`],
  ],
  [
    'lago-dunning-campaigns-07',
    'a gap of four days: three are too few, the fifth day is the first',
    () => looksOn(ladderOf(rung(first, 1), rung(second, 4)), [1, 4, 5, 6]).steps,
    [`${first} 1`, `${second} 6`],
  ],
  [
    'lago-dunning-campaigns-15',
    'a held rung is not counted as had',
    () => looksOn(fiveTwentyForty, [5, 6, 7], [5, 6]).steps,
    [`${first} 7`],
  ],
  [
    'kill-bill-overdue-01',
    'three stages on their days, and nothing between',
    () => looksOn(ladderOf(rung(first, 30), rung(second, 9), rung(third, 9)), everyDay(60)).steps,
    [`${first} 30`, `${second} 40`, `${third} 50`],
  ],
  [
    'invoice-ninja-reminders-01',
    'days 5, 10 and 15, then fourteen days on, each once',
    () =>
      looksOn(ladderOf(rung(first, 5), rung(second, 4), rung(third, 4), rung('reminder-4', 13)), everyDay(80)).steps,
    [`${first} 5`, `${second} 10`, `${third} 15`, 'reminder-4 29'],
  ],
  [
    'invoice-ninja-reminders-07',
    'looked at every hour of the day, it leaves once',
    () =>
      looksOn(
        fiveTwentyForty,
        Array.from({ length: 24 }, () => 5),
      ).steps,
    [`${first} 5`],
  ],
  [
    'invoice-ninja-reminders-09',
    'a missed day is caught up once',
    () => looksOn(fiveTwentyForty, [4, 6, 7]).steps,
    [`${first} 6`],
  ],
  [
    'metasfresh-dunning-01',
    'five days late no, ten yes, and later still',
    () => [5, 10, 11, 15].flatMap((day) => looksOn(ladderOf(rung(first, 10)), [day]).steps),
    [`${first} 10`, `${first} 11`, `${first} 15`],
  ],
  [
    'metasfresh-dunning-05',
    'strict order, however late the first look is',
    () => looksOn(ladderOf(rung(first, 10), rung(second, 9)), [25, 35]).steps,
    [`${first} 25`, `${second} 35`],
  ],
  [
    'erpnext-dunning-12',
    'due today is not overdue, even where the ladder gives no day of grace',
    () => looksOn(ladderOf(rung(first, 0)), [0, 1]).steps,
    [`${first} 1`],
  ],
];
for (const [id, promise, steps, expected] of rows) t.same(steps(), expected, `${id}: ${promise}`);

t.test('tryton-09, lago-dunning-campaigns-06: the end of a ladder is a state of its own, reached once', async (t) => {
  t.same(looksOn(ladderOf(rung(first, 1)), [1, 2, 3]), { steps: [`${first} 1`], end: 'ladder-ended' });
  const withPerson = ladderOf(rung(first, 1), rung('human', 5));
  t.same(looksOn(withPerson, everyDay(20)), { steps: [`${first} 1`], end: 'handed-over' });
});

t.test(
  'invoice-ninja-reminders-02: a nudge fourteen days before a due day at the end of a month falls on its day',
  async (t) => {
    const nudge = ladderOf(rung('nudge', 14));
    const next = nextRung('2024-03-01', nudge, { ...stands([]), dueDay: '2024-03-31' });
    t.same(next, { rung: 'nudge', day: '2024-03-17' });
  },
);

t.test('lago-dunning-campaigns-09: a customer’s own ladder is used before everybody’s', async (t) => {
  const own = ladderOf(rung(first, 30));
  const ladders = new Map([
    ['normal', fiveTwentyForty],
    ['debtor-d', own],
  ] as const);
  t.equal(ladderFor({ debtorId: 'd', segment: 'normal' }, ladders).ladder, own);
  t.equal(ladderFor({ debtorId: 'e', segment: 'normal' }, ladders).ladder, fiveTwentyForty);
});

t.test('kill-bill-overdue-15: the oldest invoice is paid, and the younger ones skip nothing for it', async (t) => {
  const ladder = { version: 'x', rungs: defaultRungs };
  const younger = { ...stands([]), invoiceId: 'younger', dueDay: dayPlus(due, 2) };
  const on = (invoices: InvoiceFacts[], today: Day) =>
    planLetter({ today, ladder, debtorKind: 'business', neverFee: false, currency: 'DKK', invoices })?.lines.map(
      (line) => `${line.invoiceId} ${line.rung}`,
    );
  const old = stands([{ key: first, day: dayPlus(due, 5) }], { invoiceId: 'old', lastDeadline: dayPlus(due, 15) });
  t.same(on([old, younger], dayPlus(due, 16)), ['old second-reminder', 'younger first-reminder']);
  t.same(
    on([younger], dayPlus(due, 16)),
    ['younger first-reminder'],
    'with the old one gone it still begins at the first',
  );
});

t.test('business-central-reminders-01: a letter that came to nothing gives its rung back', async (t) => {
  const sent = [{ key: first, day: dayPlus(due, 5) }];
  t.equal(nextRung(dayPlus(due, 30), fiveTwentyForty, stands(sent))?.rung, second);
  t.equal(nextRung(dayPlus(due, 30), fiveTwentyForty, stands(sent.slice(0, 0)))?.rung, first);
});

t.test('oca-13, erpnext-dunning-01: a rung without a fee asks for the invoice alone', async (t) => {
  const plan = planLetter({
    today: dayPlus(due, 5),
    ladder: fiveTwentyForty,
    debtorKind: 'business',
    neverFee: false,
    currency: 'DKK',
    invoices: [stands([])],
  });
  t.match(plan, { feeMinor: 0n, feeReason: 'rung-bears-no-fee', principalMinor: invoice.owedMinor });
});

t.test(
  'lago-dunning-campaigns-12, oca-02: what is due is asked again when it leaves, and never goes twice',
  async (t) => {
    const had = facts({ invoice: { climbed: ['first-reminder'], lastLetterDay: '2026-03-11' } });
    t.equal(notSentBefore(had).kind, 'stop');
    t.equal(deadlinePassed(had).kind, 'stop', 'its next rung is another one by now');
  },
);
