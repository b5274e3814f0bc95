import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { TimeGiven } from './give-time.ts';
import { endGrace, invoiceToDecide } from './store-decided-invoices.ts';
import { lookAgain } from './store-positions.ts';

/** The time that was given to an invoice is taken back: the due day of the books counts again. */
export async function takeTimeBack(work: Work, invoiceId: string): Promise<TimeGiven> {
  const found = await invoiceToDecide(work, invoiceId);
  const today = await creditorToday(work);

  if (!found?.grace) return { ok: false, refusal: 'gone' };
  const { invoice, grace } = found;

  await endGrace(work, invoiceId);
  await lookAgain(work, [invoice.debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);

  await recordTrail(work, {
    what: 'time-taken-back',
    caseId: invoice.caseId,
    debtorId: invoice.debtorId,
    subjectId: invoiceId,
    details: {
      invoice: invoice.number,
      before: { day: grace.day, agreed: grace.agreed },
      after: null,
      dueDay: invoice.dueDay,
    },
  });
  return { ok: true, invoice };
}
