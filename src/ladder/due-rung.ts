/** Given today's facts, which rung is due for an invoice: recomputed each time, never stepped. */
import type { ChargeRefusal } from '../law/charges.ts';
import type { Day } from '../values/day.ts';
import { chargesOn } from './charges.ts';
import type { DebtorFacts, InvoiceFacts } from './facts.ts';
import { countedFrom, type NextRung, nextRung, personsRung } from './next-rung.ts';
import { kindOf, type Ladder, type RungKey } from './rungs.ts';

export type RungWhy =
  | 'rung-due'
  | 'not-yet'
  /** The human rung has come: no letter, a person takes over. */
  | 'handed-over'
  | 'ladder-ended'
  | 'nothing-owed'
  /** These payment terms must not be chased: the debt is somebody else's, as with factoring. */
  | 'terms-forbid'
  /** A member has left this invoice out. */
  | 'left-out'
  | 'too-old'
  /** The next rung is a notice, and this debtor or market may only get plain reminders. */
  | 'notice-not-allowed';

export type DueRung = {
  readonly rung: RungKey | null;
  readonly why: RungWhy;
  /** The law's reason where a notice is not allowed. */
  readonly because: ChargeRefusal | null;
  /** The day on which the answer changes by itself, or null: a hint for the timetable. */
  readonly lookAgainOn: Day | null;
};

/**
 * The rung due for one invoice today, or none, why, and when to look again. A missed day stays due until it is done. Where
 * the law allows this debtor no notice, the human rung after it comes in its place.
 */
export function dueRung(input: {
  readonly today: Day;
  readonly ladder: Ladder;
  readonly debtorKind: DebtorFacts['kind'];
  readonly invoice: InvoiceFacts;
}): DueRung {
  const { today, ladder, invoice } = input;
  if (invoice.owedMinor <= 0n) return none('nothing-owed');
  if (invoice.termsForbid !== null) return none('terms-forbid');
  if (invoice.leftOutSince !== null) return none('left-out');
  if (today >= invoice.limitationDay) return none('too-old');
  const next = nextRung(today, ladder, invoice);
  if (!next) return none('ladder-ended');
  if (kindOf(next.rung) === 'human') return handedOver(today, next);
  if (kindOf(next.rung) === 'notice') {
    const { notice } = chargesOn(today, invoice, input.debtorKind);
    const instead = personsRung(ladder, invoice);
    if (!notice.allowed && instead) return { ...handedOver(today, instead), because: notice.reason };
    if (!notice.allowed) return { ...none('notice-not-allowed'), because: notice.reason };
  }
  if (today < next.day) return { ...none('not-yet'), lookAgainOn: next.day };
  // A nudge that has not gone by its last day gives way to what comes after it.
  return {
    rung: next.rung,
    why: 'rung-due',
    because: null,
    lookAgainOn: kindOf(next.rung) === 'nudge' ? countedFrom(invoice) : null,
  };
}

function handedOver(today: Day, { day }: NextRung): DueRung {
  return today < day ? { ...none('not-yet'), lookAgainOn: day } : none('handed-over');
}

function none(why: RungWhy): DueRung {
  return { rung: null, why, because: null, lookAgainOn: null };
}
