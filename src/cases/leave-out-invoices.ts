import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { insertTrailOfMany } from '../trail/store.ts';
import { insertLeftOut } from './store-decided-invoices.ts';
import type { LeftOutWhy } from './store-given.ts';
import { lookAgain } from './store-positions.ts';

/**
 * A member leaves open invoices out: no letter lists them, the debtor's other invoices go on. An open letter with one of
 * them is made anew without it. Answers how many are out that were not before; those that are settled are passed over.
 * `note` is why, in a member's words.
 */
export async function leaveOutInvoices(
  work: Work,
  invoiceIds: readonly string[],
  why: LeftOutWhy,
  note: string | null,
): Promise<number> {
  if (invoiceIds.length === 0) return 0;
  const today = await creditorToday(work);

  const out = await insertLeftOut(work, invoiceIds, why, note);
  if (out.length === 0) return 0;
  await lookAgain(work, [...new Set(out.map((each) => each.debtorId))], today);
  await putOnTimetable(work, 'propose', '', work.now);

  const happenings = out.map(({ invoiceId, debtorId, caseId, number }) => ({
    what: 'invoice-left-out',
    caseId,
    debtorId,
    subjectId: invoiceId,
    details: { invoice: number, why, before: 'in', after: 'out' },
  }));
  if (note === null) await insertTrailOfMany(work, 'invoice-left-out', happenings);
  else for (const happening of happenings) await recordTrail(work, { ...happening, personal: { note } });
  return out.length;
}
