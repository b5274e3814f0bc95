import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { yearsAfter } from '../values/day.ts';
import { type DecidedInvoice, endGrace, insertGrace, invoiceToDecide } from './store-decided-invoices.ts';
import type { Grace } from './store-given.ts';
import { lookAgain } from './store-positions.ts';

export type TimeRefusal =
  /** It is paid, or was never here. */
  | 'gone'
  /** More time ends after the due day of the books, or it is none. */
  | 'not-later'
  /** More than a year on: somebody mistyped a year. */
  | 'too-far';

export type TimeGiven =
  | { readonly ok: true; readonly invoice: DecidedInvoice }
  | { readonly ok: false; readonly refusal: TimeRefusal };

/**
 * A member gives an invoice more time, with the reason: the ladder counts from that day. Agreed with the debtor it is the
 * due day, and late interest and the limitation period run from it too; else it is a courtesy and only letters wait. The
 * invoice in the books stays as it is. Time given before is replaced.
 */
export async function giveTime(work: Work, invoiceId: string, grace: Grace): Promise<TimeGiven> {
  const found = await invoiceToDecide(work, invoiceId);
  const today = await creditorToday(work);

  if (!found) return { ok: false, refusal: 'gone' };
  const { invoice, grace: before } = found;
  if (grace.day <= invoice.dueDay) return { ok: false, refusal: 'not-later' };
  if (grace.day > yearsAfter(today, 1)) return { ok: false, refusal: 'too-far' };

  await endGrace(work, invoiceId);
  await insertGrace(work, invoiceId, grace);
  await lookAgain(work, [invoice.debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);

  await recordTrail(work, {
    what: 'time-given',
    caseId: invoice.caseId,
    debtorId: invoice.debtorId,
    subjectId: invoiceId,
    details: {
      invoice: invoice.number,
      before: before === null ? null : { day: before.day, agreed: before.agreed },
      after: { day: grace.day, agreed: grace.agreed },
      dueDay: invoice.dueDay,
    },
    personal: { note: grace.note },
  });
  return { ok: true, invoice };
}
