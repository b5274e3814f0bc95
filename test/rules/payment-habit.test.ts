/** How a debtor has paid, in figures and in a word, on the borders of each. */
import t from 'tap';
import { averageDaysLate, habitOf, habitWord, lateShare, type PastDebt } from '../../src/ladder/payment-habit.ts';
import { dayPlus } from '../../src/values/day.ts';

const today = '2026-03-11';
const due = '2026-01-10';
const paid = (days: number, dueDay = due): PastDebt => ({ dueDay, paidDay: dayPlus(dueDay, days) });
const owed = (daysAgo: number): PastDebt => ({ dueDay: dayPlus(today, -daysAgo), paidDay: null });
const habit = (...debts: PastDebt[]) => habitOf(debts, today);

t.test('three days late count as none; what is owed counts once it is late', async (t) => {
  for (const [debt, debts, late, daysLate] of [
    [paid(-5), 1, 0, 0],
    [paid(3), 1, 0, 0],
    [paid(4), 1, 1, 4],
    [owed(3), 0, 0, 0],
    [owed(4), 1, 1, 4],
  ] as const)
    t.match(habit(debt), { debts, late, daysLate });
  t.equal(averageDaysLate(habit(paid(4), paid(0))), 2);
  t.same([averageDaysLate(habit()), lateShare(habit())], [0, 0], 'nothing is known');
});

t.test('the last three are the last by due day, and all of them paid in time', async (t) => {
  const [old, ...last] = [paid(40, '2025-06-01'), paid(0, '2025-09-01'), paid(3, '2025-10-01'), paid(1, '2025-11-01')];
  t.equal(habit(...last, old!).lastThreeInTime, true, 'in whatever order they come');
  t.equal(habit(old!, ...last.slice(1)).lastThreeInTime, false);
  t.equal(habit(...last.slice(1)).lastThreeInTime, false, 'two are too few');
  t.equal(habit(old!, ...last, owed(5)).lastThreeInTime, false, 'one is owed');
});

t.test('a word for it: fewer than one in five is in time, every second is late', async (t) => {
  const of = (debts: number, late: number) => habitWord({ debts, late, daysLate: 0, lastThreeInTime: false });
  for (const [debts, late, word] of [
    [2, 0, null],
    [3, 0, 'in-time'],
    [100, 19, 'in-time'],
    [100, 20, 'mixed'],
    [100, 49, 'mixed'],
    [100, 50, 'late'],
    [3, 3, 'late'],
  ] as const)
    t.equal(of(debts, late), word, `${late} of ${debts}`);
});
