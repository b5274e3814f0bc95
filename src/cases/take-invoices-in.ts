import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { insertTrailOfMany } from '../trail/store.ts';
import { endLeftOut } from './store-decided-invoices.ts';
import type { LeftOutWhy } from './store-given.ts';
import { lookAgain } from './store-positions.ts';

/**
 * Invoices that were left out (for `why`; null: for whatever reason) are chased again, each from where it stands on the
 * ladder. Answers how many were out.
 */
export async function takeInvoicesIn(
  work: Work,
  invoiceIds: readonly string[],
  why: LeftOutWhy | null,
): Promise<number> {
  if (invoiceIds.length === 0) return 0;
  const today = await creditorToday(work);

  const back = await endLeftOut(work, invoiceIds, why);
  if (back.length === 0) return 0;
  await lookAgain(work, [...new Set(back.map((each) => each.debtorId))], today);
  await putOnTimetable(work, 'propose', '', work.now);

  await insertTrailOfMany(
    work,
    'invoice-taken-in',
    back.map(({ invoiceId, debtorId, caseId, number, why: was }) => ({
      what: 'invoice-taken-in',
      caseId,
      debtorId,
      subjectId: invoiceId,
      details: { invoice: number, why: was, before: 'out', after: 'in' },
    })),
  );
  return back.length;
}
