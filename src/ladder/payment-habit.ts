/** How a debtor has paid: worked out from the days its debts fell due and the days they were paid. Days, no money. */
import { type Day, daysBetween } from '../values/day.ts';

/** One debt that has fallen due. `paidDay` null: it is still owed on the day of the question. */
export type PastDebt = { readonly dueDay: Day; readonly paidDay: Day | null };

export type PaymentHabit = {
  /** Debts that say something: paid ones, and those that are late already. */
  readonly debts: number;
  readonly late: number;
  /** The sum of all days late, those of punctual debts being none. */
  readonly daysLate: number;
  /** The latest three, by due day, were all paid in time; false where there are fewer. */
  readonly lastThreeInTime: boolean;
};

/** A transfer begun on the due day may reach the books two bank days later: nobody is called late for that. Our choice. */
export const daysNotCounted = 3;

const latest = 3;

/** Days of the past that make a habit over so many months; a month counts as 30 days. */
export function habitDays(months: number): number {
  return months * 30;
}

/** The habit on `today`. A debt that is not paid and not late yet says nothing. */
export function habitOf(debts: readonly PastDebt[], today: Day): PaymentHabit {
  const telling = debts
    .map(({ dueDay, paidDay }) => ({ dueDay, paid: paidDay !== null, days: lateDays(dueDay, paidDay ?? today) }))
    .filter(({ paid, days }) => paid || days > 0)
    .sort((a, b) => (a.dueDay < b.dueDay ? -1 : 1));
  const last = telling.slice(-latest);
  return {
    debts: telling.length,
    late: telling.filter(({ days }) => days > 0).length,
    daysLate: telling.reduce((total, { days }) => total + days, 0),
    lastThreeInTime: last.length === latest && last.every(({ paid, days }) => paid && days === 0),
  };
}

/** How a debtor pays, in a word; null where fewer than three debts say anything. */
export type HabitWord = 'in-time' | 'mixed' | 'late';

/** In time: fewer than one debt in five was late. Late: at least every second one was. */
export function habitWord(habit: PaymentHabit): HabitWord | null {
  if (habit.debts < latest) return null;
  const share = lateShare(habit);
  if (share < 20) return 'in-time';
  return share >= 50 ? 'late' : 'mixed';
}

function lateDays(dueDay: Day, paidDay: Day): number {
  const days = daysBetween(dueDay, paidDay);
  return days > daysNotCounted ? days : 0;
}

/** Days late on the average, rounded to whole days; 0 where nothing is known. */
export function averageDaysLate({ debts, daysLate }: PaymentHabit): number {
  return debts === 0 ? 0 : Math.round(daysLate / debts);
}

/** How many of a hundred debts were late, rounded down; 0 where nothing is known. */
export function lateShare({ debts, late }: PaymentHabit): number {
  return debts === 0 ? 0 : Math.floor((late * 100) / debts);
}
