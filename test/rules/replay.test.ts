import fc from 'fast-check';
import t from 'tap';
import type { InvoiceFacts } from '../../src/ladder/facts.ts';
import { type PastInvoice, type ReplayPolicy, replayDebtor } from '../../src/ladder/replay.ts';
import { noTally, rungsOfTallies, withLetters } from '../../src/ladder/replay-tally.ts';
import { kindOf } from '../../src/ladder/rungs.ts';
import { dayPlus, daysBetween, weekdayOf } from '../../src/values/day.ts';
import { creditor, invoice, ladder, ladderWith } from './world.ts';

const policy: ReplayPolicy = { ladder, creditor, holdWindowHours: 24 };
const [from, to] = ['2026-01-01', '2026-12-31'];

/** An invoice of 1,000.00 due on this day, paid on those. */
function past(
  id: string,
  dueDay: string,
  paid: readonly (readonly [day: string, minor: bigint])[] = [],
  change: Partial<InvoiceFacts> = {},
): PastInvoice {
  const facts = { ...invoice, invoiceId: id, number: id, day: dayPlus(dueDay, -14), dueDay, ...change };
  return { facts, settled: paid.map(([day, minor]) => ({ day, minor })) };
}

const replayed = (invoices: readonly PastInvoice[], of: ReplayPolicy = policy) =>
  replayDebtor(of, { debtorId: 'd', kind: 'business', neverFee: false, country: 'DK', invoices }, from, to);
const said = (invoices: readonly PastInvoice[], of: ReplayPolicy = policy) =>
  replayed(invoices, of).map(
    (letter) =>
      `${letter.day} ${kindOf(letter.rung)} ${letter.nth} ${letter.lines.map((line) => `${line.invoiceId} ${line.minor / 100n}`).join(', ')} fee ${letter.feeMinor / 100n}${letter.paidWithinTwoDays ? ' paid soon' : ''}`,
  );

const inEuro = { currency: 'EUR', ownAmounts: { feeMinor: 1300n, compensationMinor: null } } as const;

const climb = [
  '2026-03-04 nudge 1 a 1000 fee 0',
  '2026-03-12 reminder 1 a 1000 fee 100',
  '2026-03-24 reminder 2 a 1000 fee 100',
  '2026-04-07 notice 1 a 1000 fee 100',
];

const tables: readonly (readonly [what: string, invoices: PastInvoice[], letters: string[], of?: ReplayPolicy])[] = [
  [
    'never paid: due Friday 6 March, told in the morning and sent a day later; Easter moves the notice',
    [past('a', '2026-03-06')],
    climb,
  ],
  ['paid before the reminder is due', [past('a', '2026-03-06', [['2026-03-10', 100_000n]])], climb.slice(0, 1)],
  ['paid on the very day it would leave', [past('a', '2026-03-06', [['2026-03-12', 100_000n]])], climb.slice(0, 1)],
  ['paid the day after', [past('a', '2026-03-06', [['2026-03-13', 100_000n]])], [climb[0]!, `${climb[1]} paid soon`]],
  ['paid two days after', [past('a', '2026-03-06', [['2026-03-14', 100_000n]])], [climb[0]!, `${climb[1]} paid soon`]],
  ['paid three days after', [past('a', '2026-03-06', [['2026-03-15', 100_000n]])], climb.slice(0, 2)],
  [
    'a part is paid: the rest is asked for, told anew',
    [past('a', '2026-03-06', [['2026-03-12', 40_000n]])],
    [
      climb[0]!,
      '2026-03-13 reminder 1 a 600 fee 100',
      '2026-03-25 reminder 2 a 600 fee 100',
      '2026-04-07 notice 1 a 600 fee 100',
    ],
  ],
  [
    'two invoices of one debtor: fees keep ten days, and a notice lists only what has climbed to it',
    [past('a', '2026-03-06'), past('b', '2026-03-20')],
    [
      ...climb.slice(0, 2),
      '2026-03-18 nudge 1 b 1000 fee 0',
      ...climb.slice(2),
      '2026-04-20 reminder 1 b 1000 fee 100',
      '2026-05-04 reminder 2 b 1000 fee 100',
      '2026-05-18 notice 1 b 1000 fee 100',
    ],
  ],
  [
    'two that fall due together are one letter',
    [past('a', '2026-03-06'), past('b', '2026-03-06', [['2026-03-20', 100_000n]])],
    ['2026-03-04 nudge 1 a 1000, b 1000 fee 0', '2026-03-12 reminder 1 a 1000, b 1000 fee 100', ...climb.slice(2)],
  ],
  [
    'another currency without a fee of its own is not in the way',
    [past('a', '2026-03-06'), past('e', '2026-03-06', [['2026-03-20', 100_000n]], { currency: 'EUR' })],
    [climb[0]!, '2026-03-04 nudge 1 e 1000 fee 0', climb[1]!, '2026-03-12 reminder 1 e 1000 fee 0', ...climb.slice(2)],
  ],
  [
    'another currency with a fee keeps the ten days too',
    [past('a', '2026-03-06'), past('e', '2026-03-06', [['2026-03-25', 100_000n]], inEuro)],
    [
      climb[0]!,
      '2026-03-04 nudge 1 e 1000 fee 0',
      climb[1]!,
      '2026-03-23 reminder 1 e 1000 fee 13 paid soon',
      '2026-04-07 reminder 2 a 1000 fee 100',
      '2026-04-20 notice 1 a 1000 fee 100',
    ],
  ],
  [
    'no hold window: the morning itself',
    [past('a', '2026-03-06')],
    [
      '2026-03-03 nudge 1 a 1000 fee 0',
      '2026-03-11 reminder 1 a 1000 fee 100',
      '2026-03-23 reminder 2 a 1000 fee 100',
      '2026-04-07 notice 1 a 1000 fee 100',
    ],
    { ...policy, holdWindowHours: 0 },
  ],
  [
    'a rung that is off is stepped over',
    [past('a', '2026-03-06')],
    [climb[1]!, '2026-03-24 notice 1 a 1000 fee 100'],
    { ...policy, ladder: ladderWith({ nudge: { on: false }, 'second-reminder': { on: false } }) },
  ],
  ['terms that forbid it', [past('a', '2026-03-06', [], { termsForbid: 'factoring' })], []],
  ['due after the end', [past('a', '2027-03-06')], []],
];

for (const [what, invoices, letters, of] of tables) {
  t.test(what, async (t) => t.same(said(invoices, of ?? policy), letters));
}

t.test('a tally is the letters added up', async (t) => {
  const letters = replayed([past('a', '2026-03-06', [['2026-03-13', 100_000n]]), past('b', '2026-03-20')]);
  const tally = withLetters(noTally, letters, (invoiceId) => (invoiceId === 'b' ? 500n : 200n));
  t.equal(tally.letters, letters.length);
  t.equal(tally.paidSoon, 1);
  t.equal(tally.debtors, 1);
  t.same(tally.interest, { DKK: 700n }, 'stated twice, counted once');
  t.same(tally.fees, { DKK: BigInt(letters.filter((each) => each.feeMinor > 0n).length) * 10_000n });
  t.same(rungsOfTallies([tally]), ['nudge 1', 'reminder 1', 'reminder 2', 'notice 1']);
  const counted = Object.values(tally.months).flatMap((rungs) => Object.values(rungs));
  t.equal(
    counted.reduce((total, each) => total + each, 0),
    letters.length,
  );
  t.equal(
    withLetters(tally, [], () => 0n),
    tally,
  );
});

t.test(
  'whatever was owed and paid, no rung comes twice, none on a closed day, fees keep ten days and nobody is asked after paying',
  async () => {
    const someInvoice = fc
      .record({
        due: fc.integer({ min: 0, max: 300 }),
        paid: fc.option(fc.integer({ min: -10, max: 80 }), { nil: null }),
        part: fc.boolean(),
        currency: fc.constantFrom<'DKK' | 'EUR'>('DKK', 'DKK', 'EUR'),
      })
      .map(({ due, paid, part, currency }) => ({ dueDay: dayPlus('2026-01-20', due), paid, part, currency }));
    fc.assert(
      fc.property(fc.array(someInvoice, { minLength: 1, maxLength: 5 }), (some) => {
        const invoices = some.map(({ dueDay, paid, part, currency }, place) =>
          past(`i${place}`, dueDay, paid === null ? [] : [[dayPlus(dueDay, paid), part ? 30_000n : 100_000n]], {
            currency,
          }),
        );
        const letters = replayed(invoices);
        const steps = letters.flatMap((letter) =>
          letter.lines.map((line) => `${line.invoiceId} ${letter.rung === 'nudge' ? 'nudge' : ''}${letter.day}`),
        );
        const fees = letters.filter((letter) => letter.feeMinor > 0n).map((letter) => letter.day);
        const owed = letters.every((letter) =>
          letter.lines.every(({ invoiceId, minor }) => {
            const { settled } = invoices.find((each) => each.facts.invoiceId === invoiceId)!;
            return (
              minor ===
                100_000n -
                  settled.filter((each) => each.day <= letter.day).reduce((sum, each) => sum + each.minor, 0n) &&
              minor > 0n
            );
          }),
        );
        return (
          owed &&
          new Set(steps).size === steps.length &&
          letters.every((letter) => weekdayOf(letter.day) < 6) &&
          fees.every((day, place) => place === 0 || daysBetween(fees[place - 1]!, day) > 10) &&
          invoices.every(
            ({ facts }) =>
              letters.filter((letter) => letter.lines.some((line) => line.invoiceId === facts.invoiceId)).length <= 4,
          )
        );
      }),
      { numRuns: 60 },
    );
  },
);
