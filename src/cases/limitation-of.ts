/** When an invoice becomes too old to be demanded, with what is known to have started its time anew. */
import { limitationDay } from '../law/limitation.ts';
import { type DebtorKind, type InterruptionKind, type LimitationRule, rulesOf } from '../law/rules.ts';
import { type Day, laterDay, yearsAfter } from '../values/day.ts';
import type { PositionRow } from './store-facts.ts';

export type Interruption = { readonly kind: InterruptionKind; readonly day: Day };

export type Ageing = Pick<PositionRow, 'market' | 'day' | 'dueDay' | 'lastRung' | 'lastLetterDay' | 'interruptions'>;

export type Limitation = {
  /** The first day it is time-barred. */
  readonly day: Day;
  /** What started the time that runs now; null: nothing since the debt arose. */
  readonly anewBy: Interruption | null;
};

/**
 * What members have told counts, and so does the last of our own letters that demanded it: where a plain reminder starts
 * the time anew (Sweden, Finland), that is the day it left. What happened after the claim was barred does not revive it. A
 * market that is not in the law room has the shortest time of those we know.
 */
export function limitationOf(invoice: Ageing, debtorKind: DebtorKind): Limitation {
  const rule = rulesOf(invoice.market)?.limitation;
  if (!rule) return { day: limitationDay(invoice.market, invoice.dueDay), anewBy: null };
  const years = rule.years[debtorKind];
  let limitation: Limitation = { day: yearsAfter(firstDay(rule, invoice), years), anewBy: null };
  for (const interruption of happened(invoice)) {
    const anew = rule.anew[interruption.kind];
    if (anew === undefined || interruption.day >= limitation.day) continue;
    const day = laterDay(limitation.day, yearsAfter(interruption.day, anew === 'same' ? years : anew));
    if (day > limitation.day) limitation = { day, anewBy: interruption };
  }
  return limitation;
}

function firstDay({ from }: LimitationRule, { day, dueDay }: Ageing): Day {
  if (from === 'invoice-day') return day;
  return from === 'due-day' ? dueDay : `${dueDay.slice(0, 4)}-12-31`;
}

function happened({ interruptions, lastRung, lastLetterDay }: Ageing): Interruption[] {
  const demanded = lastRung !== null && lastRung !== 'nudge' && lastLetterDay !== null;
  const ours: Interruption[] = demanded ? [{ kind: 'reminder', day: lastLetterDay }] : [];
  return [...interruptions, ...ours].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
