/** What comes next for an invoice and on which day: the day alone, without asking whether a letter may go. */
import type { Day } from '../values/day.ts';
import { dayPlus, laterDay } from '../values/day.ts';
import type { InvoiceFacts } from './facts.ts';
import type { Ladder, RungName } from './rungs.ts';
import { rungAfter, rungOf } from './rungs.ts';

export type NextRung = { readonly rung: RungName; readonly day: Day };

export type Climb = Pick<InvoiceFacts, 'dueDay' | 'lastRung' | 'lastLetterDay' | 'lastDeadline' | 'graceDay'>;

/** The day the ladder counts from: the due day, or the later one that a member gave. */
export function countedFrom({ dueDay, graceDay }: Pick<Climb, 'dueDay' | 'graceDay'>): Day {
  return graceDay === null ? dueDay : laterDay(dueDay, graceDay);
}

/**
 * The next rung of an invoice and the first day it is due, or null at the end of the ladder. Rungs that are off are
 * stepped over. The nudge belongs to the days before the due day and is never caught up after it.
 */
export function nextRung(today: Day, ladder: Ladder, invoice: Climb): NextRung | null {
  const nudge = rungOf(ladder, 'nudge');
  if (invoice.lastRung === null && nudge?.on && nudge.days > 0 && today < countedFrom(invoice)) {
    return { rung: 'nudge', day: dayPlus(countedFrom(invoice), -nudge.days) };
  }
  const next = rungAfter(ladder, invoice.lastRung);
  return next ? { rung: next.name, day: dayOf(next.days, invoice) } : null;
}

/**
 * The first letter after the due day counts from the due day, whichever rung it is. Each later one leaves `days` full days
 * after the letter before it really left, and never before that letter's own deadline is over.
 */
function dayOf(days: number, invoice: Climb): Day {
  const { lastRung, lastLetterDay, lastDeadline } = invoice;
  const from = countedFrom(invoice);
  if (lastRung === null || lastRung === 'nudge' || lastLetterDay === null) return dayPlus(from, Math.max(days, 1));
  // Time given after a letter has left rests the climb: no letter goes before that day is over.
  const spaced = laterDay(dayPlus(lastLetterDay, days + 1), dayPlus(from, 1));
  return lastDeadline === null ? spaced : laterDay(spaced, dayPlus(lastDeadline, 1));
}
