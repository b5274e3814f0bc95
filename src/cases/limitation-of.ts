/** When an invoice becomes too old to be demanded, with what is known to have started its time anew. */
import { kindOf } from '../ladder/rungs.ts';
import { type Interruption, limitationDay } from '../law/limitation.ts';
import type { DebtorKind } from '../law/rules.ts';
import type { Day } from '../values/day.ts';
import type { PositionRow } from './store-facts.ts';

export type Ageing = Pick<PositionRow, 'market' | 'day' | 'dueDay' | 'lastRung' | 'lastLetterDay' | 'interruptions'>;

export type Limitation = {
  /** The first day it is time-barred. */
  readonly day: Day;
  /** What started the time that runs now; null: nothing since the debt arose. */
  readonly anewBy: Interruption | null;
};

/**
 * What members have told counts, and so does the last of our own letters that demanded it: where a plain reminder starts
 * the time anew (Sweden, Finland), that is the day it left.
 */
export function limitationOf(invoice: Ageing, debtorKind: DebtorKind): Limitation {
  const { market, day: invoiceDay, dueDay } = invoice;
  const dayWith = (interruptions: readonly Interruption[]) =>
    limitationDay({ market, debtorKind, dueDay, invoiceDay, interruptions });
  let limitation: Limitation = { day: dayWith([]), anewBy: null };
  const happened = happenedTo(invoice);
  for (const [place, anewBy] of happened.entries()) {
    const day = dayWith(happened.slice(0, place + 1));
    if (day !== limitation.day) limitation = { day, anewBy };
  }
  return limitation;
}

/** Oldest first. */
function happenedTo({ interruptions, lastRung, lastLetterDay }: Ageing): Interruption[] {
  const demanded = lastRung !== null && kindOf(lastRung) !== 'nudge' && lastLetterDay !== null;
  const ours: Interruption[] = demanded ? [{ kind: 'reminder', day: lastLetterDay }] : [];
  return [...interruptions, ...ours].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
