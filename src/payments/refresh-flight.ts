import { setPaymentUntil } from '../cases/store-cases.ts';
import { lookAgain } from '../cases/store-positions.ts';
import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { inFlightUntil } from './store.ts';

/**
 * A payment began, ended or takes longer: its case waits for the latest of its payments that may still come, and for
 * none once they are over. Then what waited for it is looked at again.
 */
export async function refreshFlight(
  work: Work,
  { caseId, debtorId }: { readonly caseId: string; readonly debtorId: string },
): Promise<void> {
  const until = await inFlightUntil(work, caseId);
  const today = await creditorToday(work);

  await setPaymentUntil(work, caseId, until);
  if (until !== null) return;
  await lookAgain(work, [debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);
}
