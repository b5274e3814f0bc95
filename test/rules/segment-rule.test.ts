/** Who is a risk and why: a table of habits, the days around each limit, and what no history can do. */
import fc from 'fast-check';
import t from 'tap';
import { averageDaysLate, habitOf, lateShare, type PastDebt } from '../../src/ladder/payment-habit.ts';
import { type SegmentFacts, type SegmentRule, segmentMove } from '../../src/ladder/segment-rule.ts';
import { dayPlus } from '../../src/values/day.ts';

const today = '2026-06-01';
const rule: SegmentRule = { leastDebts: 3, averageDaysLate: 20, lateShare: 50, scoreUnder: 30, notices: 1 };

/** Debts due a month apart, the last one in May, each paid so many days after its due day; null: not paid. */
function paid(...days: readonly (number | null)[]): PastDebt[] {
  return days.map((late, place) => {
    const dueDay = dayPlus('2026-05-01', -30 * (days.length - 1 - place));
    return { dueDay, paidDay: late === null ? null : dayPlus(dueDay, late) };
  });
}

function facts(debts: readonly PastDebt[], more: Partial<SegmentFacts> = {}): SegmentFacts {
  return { segment: 'normal', byHand: false, habit: habitOf(debts, today), score: null, notices: 0, ...more };
}

t.test('a habit counts what was paid and what is late already', async (t) => {
  for (const [what, debts, expected] of [
    ['nothing known', paid(), { debts: 0, late: 0, daysLate: 0, lastThreeInTime: false }],
    ['paid early and in time', paid(-5, 0, 0), { debts: 3, late: 0, daysLate: 0, lastThreeInTime: true }],
    ['three days are the bank’s', paid(0, 0, 3), { debts: 3, late: 0, daysLate: 0, lastThreeInTime: true }],
    ['four days are the debtor’s', paid(0, 0, 4), { debts: 3, late: 1, daysLate: 4, lastThreeInTime: false }],
    ['owed and late', paid(0, 0, null), { debts: 3, late: 1, daysLate: 31, lastThreeInTime: false }],
    ['two are not three', paid(0, 0), { debts: 2, late: 0, daysLate: 0, lastThreeInTime: false }],
    ['better of late', paid(90, 0, 0, 0), { debts: 4, late: 1, daysLate: 90, lastThreeInTime: true }],
  ] as const)
    t.match(habitOf(debts, today), expected, what);
  const notDue = [{ dueDay: '2026-06-30', paidDay: null }];
  t.equal(habitOf(notDue, today).debts, 0, 'what is not due yet says nothing');
});

t.test('the rule moves by its signs, and says each of them', async (t) => {
  for (const [what, asked, to, signs] of [
    ['punctual', facts(paid(0, 0, 0)), null, []],
    ['too few debts', facts(paid(60, 60)), null, []],
    ['just under the average', facts(paid(0, 0, 0, 76)), null, []],
    ['the average itself', facts(paid(0, 0, 0, 80)), 'risk', ['late-on-average']],
    ['one of three late by little', facts(paid(0, 5, 0)), null, []],
    ['half of them late', facts(paid(0, 5, 0, 5)), 'risk', ['late-often']],
    ['both', facts(paid(60, 60, 60)), 'risk', ['late-on-average', 'late-often']],
    ['a notice', facts(paid(0, 0, 0), { notices: 1 }), 'risk', ['got-notices']],
    ['a score at the limit', facts([], { score: 30 }), null, []],
    ['a score under it', facts([], { score: 29 }), 'risk', ['low-score']],
    ['VIP with every sign', facts(paid(60, 60, 60), { segment: 'vip', score: 1, notices: 9 }), null, []],
    ['normal by hand', facts(paid(60, 60, 60), { byHand: true }), null, []],
    ['a risk that pays again', facts(paid(60, 0, 0, 0), { segment: 'risk' }), 'normal', ['pays-again']],
    ['a risk with two good ones', facts(paid(25, 25, 0, 0), { segment: 'risk' }), null, []],
    ['a risk with no history', facts([], { segment: 'risk' }), null, []],
    ['a risk still, by its score', facts(paid(0, 0, 0), { segment: 'risk', score: 5 }), null, []],
    ['a risk by hand', facts(paid(0, 0, 0), { segment: 'risk', byHand: true }), null, []],
  ] as const) {
    const move = segmentMove(asked, rule);
    t.equal(move?.to ?? null, to, what);
    t.same(move?.why.map(({ sign }) => sign) ?? [], signs, `${what}: why`);
  }
});

t.test('what is not asked moves nobody', async (t) => {
  const deaf = { ...rule, scoreUnder: null, notices: null };
  t.equal(segmentMove(facts([], { score: 0, notices: 50 }), deaf), null);
});

t.test('no history moves anybody to and fro: after a move the rule asks for nothing more', async () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.integer({ min: -10, max: 120 })), { maxLength: 12 }),
      fc.boolean(),
      (days, risk) => {
        const asked = facts(paid(...days), { segment: risk ? 'risk' : 'normal' });
        const move = segmentMove(asked, rule);
        return move === null || segmentMove({ ...asked, segment: move.to }, rule) === null;
      },
    ),
  );
});

t.test('a later payment never makes a habit better', async () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 10 }),
      fc.nat(50),
      (days, more) => {
        const [early, late] = [
          habitOf(paid(...days), today),
          habitOf(paid(...days.slice(0, -1), days.at(-1)! + more), today),
        ];
        return averageDaysLate(early) <= averageDaysLate(late) && lateShare(early) <= lateShare(late);
      },
    ),
  );
});
