/** What comes next for an invoice and on which day: the day alone, without asking whether a letter may go. */
import type { Day } from '../values/day.ts';
import { dayPlus, laterDay } from '../values/day.ts';
import { type Climb, rungsAhead } from './climb.ts';
import { kindOf, type Ladder, type Rung, type RungKey } from './rungs.ts';

export type NextRung = { readonly rung: RungKey; readonly day: Day };

/** The day the ladder counts from: the due day, or the later one that a member gave. */
export function countedFrom({ dueDay, graceDay }: Pick<Climb, 'dueDay' | 'graceDay'>): Day {
  return graceDay === null ? dueDay : laterDay(dueDay, graceDay);
}

/**
 * The next rung of an invoice and the first day it is due, or null at the end of the ladder. Rungs that are off are
 * stepped over. Nudges belong to the days before the due day: of several whose day has come only the latest is left, and
 * none is caught up after the due day.
 */
export function nextRung(today: Day, ladder: Ladder, invoice: Climb): NextRung | null {
  const ahead = rungsAhead(ladder, invoice);
  if (today < countedFrom(invoice)) {
    const nudges = ahead.filter(({ key }) => kindOf(key) === 'nudge').flatMap((rung) => nudgeDay(rung, invoice));
    const nudge = nudges.findLast(({ day }) => day <= today) ?? nudges[0];
    if (nudge) return nudge;
  }
  const next = ahead.find(({ key }) => kindOf(key) !== 'nudge');
  return next ? { rung: next.key, day: dayOf(next.days, invoice) } : null;
}

/** The human rung ahead and the day it comes when it is the next one; null where the ladder has none. */
export function personsRung(ladder: Ladder, invoice: Climb): NextRung | null {
  const rung = rungsAhead(ladder, invoice).find(({ key }) => kindOf(key) === 'human');
  return rung ? { rung: rung.key, day: dayOf(rung.days, invoice) } : null;
}

/** Never on the day of the letter before, and never on the due day or later: then it is none. */
function nudgeDay({ key, days }: Rung, climb: Climb): NextRung[] {
  const dueDay = countedFrom(climb);
  const { lastLetterDay } = climb;
  const wanted = dayPlus(dueDay, -days);
  const day = lastLetterDay === null ? wanted : laterDay(wanted, dayPlus(lastLetterDay, 1));
  return day < dueDay ? [{ rung: key, day }] : [];
}

/**
 * The first letter after the due day counts from the due day, whichever rung it is. Each later one leaves `days` full days
 * after the letter before it really left, and never before that letter's own deadline is over.
 */
function dayOf(days: number, invoice: Climb): Day {
  const { climbed, lastLetterDay, lastDeadline } = invoice;
  const from = countedFrom(invoice);
  const last = climbed.at(-1);
  if (last === undefined || kindOf(last) === 'nudge' || lastLetterDay === null) return dayPlus(from, Math.max(days, 1));
  // Time given after a letter has left rests the climb: no letter goes before that day is over.
  const spaced = laterDay(dayPlus(lastLetterDay, days + 1), dayPlus(from, 1));
  return lastDeadline === null ? spaced : laterDay(spaced, dayPlus(lastDeadline, 1));
}
