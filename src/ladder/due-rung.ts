/** Given today's facts, which rung is due for an invoice: recomputed each time, never stepped. */
import type { ChargeRefusal } from '../law/charges.ts';
import type { Day } from '../values/day.ts';
import { chargesOn } from './charges.ts';
import type { DebtorFacts, InvoiceFacts } from './facts.ts';
import { countedFrom, nextRung } from './next-rung.ts';
import type { Ladder, RungName } from './rungs.ts';

export type RungWhy =
  | 'rung-due'
  | 'not-yet'
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
  readonly rung: RungName | null;
  readonly why: RungWhy;
  /** The law's reason where a notice is not allowed. */
  readonly because: ChargeRefusal | null;
  /** The day on which the answer changes by itself, or null: a hint for the timetable. */
  readonly lookAgainOn: Day | null;
};

/** The rung due for one invoice today, or none, why, and when to look again. A missed day stays due until it is done. */
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
  if (next.rung === 'notice') {
    const { notice } = chargesOn(today, invoice, input.debtorKind);
    if (!notice.allowed) return { rung: null, why: 'notice-not-allowed', because: notice.reason, lookAgainOn: null };
  }
  if (today < next.day) return { rung: null, why: 'not-yet', because: null, lookAgainOn: next.day };
  // A nudge that has not gone by the due day gives way to the first reminder.
  return {
    rung: next.rung,
    why: 'rung-due',
    because: null,
    lookAgainOn: next.rung === 'nudge' ? countedFrom(invoice) : null,
  };
}

function none(why: RungWhy): DueRung {
  return { rung: null, why, because: null, lookAgainOn: null };
}
