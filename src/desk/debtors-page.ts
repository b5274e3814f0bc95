/** Debtors in a list, one debtor, and the moves the rule asks for, as the views print them. */
import type { DebtorLine } from '../cases/store-debtor-list.ts';
import type { OpenMove } from '../cases/store-segments.ts';
import { averageDaysLate, type PaymentHabit } from '../ladder/payment-habit.ts';
import { amountText } from '../values/amount-text.ts';
import { daysBetween } from '../values/day.ts';
import { countOfDays, lateText } from '../values/day-text.ts';
import type { Currency } from '../values/money.ts';
import { segmentNames, signSentence } from './segment-words.ts';
import type { Place } from './when-words.ts';

export function debtorLinePage(line: DebtorLine, baseCurrency: Currency, place: Place) {
  return {
    href: `/desk/debtors/${line.debtorId}`,
    name: line.name,
    number: line.customerNumber ?? '',
    segment: `${segmentNames[line.segment]}${line.segmentByHand ? ', by hand' : ''}`,
    open: line.openCount === 0 ? '' : String(line.openCount),
    amount: line.openCount === 0 ? '' : amountText(line.openBaseMinor, baseCurrency, 'en'),
    late: line.oldestDueDay === null ? '' : lateText(daysBetween(line.oldestDueDay, place.today), 'en'),
    leftOut: line.leftOut,
  };
}

export function moveLinePage(move: OpenMove) {
  return {
    id: move.id,
    name: move.debtorName,
    href: `/desk/debtors/${move.debtorId}`,
    from: segmentNames[move.from],
    to: segmentNames[move.to],
    why: move.why.map(signSentence),
  };
}

/** "Over twelve months: 7 debts, 2 of them paid late; 9 days late on average." */
export function habitSentence(habit: PaymentHabit, months: number): string {
  const over = `Over ${months} months: `;
  if (habit.debts === 0) return `${over}no debt of which the books say when it was paid.`;
  const debts = habit.debts === 1 ? '1 debt' : `${habit.debts} debts`;
  if (habit.late === 0) return `${over}${debts}, all in time.`;
  const late = habit.late === 1 ? '1 of them late' : `${habit.late} of them late`;
  return `${over}${debts}, ${late}; ${countOfDays(averageDaysLate(habit), 'en')} late on average over all.`;
}
