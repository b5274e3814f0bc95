/** When an invoice becomes too old to be demanded, with what is known to have started its time anew. */
import { type Interruption, limitationDay } from '../law/limitation.ts';
import type { DebtorKind } from '../law/rules.ts';
import type { Day } from '../values/day.ts';
import type { PositionRow } from './store-facts.ts';

export type Ageing = Pick<PositionRow, 'market' | 'day' | 'dueDay' | 'lastRung' | 'lastLetterDay' | 'interruptions'>;

/**
 * The first day it is time-barred. What members have told counts, and so does the last of our own letters that demanded it:
 * where a plain reminder starts the time anew (Sweden, Finland), that is the day it left.
 */
export function limitationOf(invoice: Ageing, debtorKind: DebtorKind): { readonly day: Day } {
  const { market, day, dueDay, lastRung, lastLetterDay, interruptions } = invoice;
  const ours: Interruption[] =
    lastLetterDay === null || lastRung === null || lastRung === 'nudge'
      ? []
      : [{ kind: 'reminder', day: lastLetterDay }];
  const asked = { market, debtorKind, dueDay, invoiceDay: day, interruptions: [...interruptions, ...ours] };
  return { day: limitationDay(asked) };
}
