import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { readCase } from './store-cases.ts';
import { insertInterruptions, readInterruptions } from './store-interruptions.ts';
import { lookAgain } from './store-positions.ts';
import { invoicesOfCase } from './store-statement.ts';

/** What was told by mistake no longer counts. It stays on record, and so does who took it back. */
export async function takeBackInterruption(work: Work, caseId: string, interruptionId: string): Promise<Act> {
  const aCase = await readCase(work, caseId);
  const invoices = await invoicesOfCase(work, caseId);
  const told = (
    await readInterruptions(
      work,
      invoices.map((invoice) => invoice.invoiceId),
    )
  ).find((each) => each.id === interruptionId);

  if (aCase === null || told === undefined || told.takenBack) return notActed('gone');

  const { invoiceId, kind, day } = told;
  await insertInterruptions(work, [{ invoiceId, kind, day, note: '', takesBack: told.id }]);
  await lookAgain(work, [aCase.debtorId], await creditorToday(work));
  await putOnTimetable(work, 'propose', '', work.now);

  await recordTrail(work, {
    what: 'interruption-taken-back',
    caseId,
    debtorId: aCase.debtorId,
    subjectId: invoiceId,
    details: { kind, day, invoice: invoices.find((invoice) => invoice.invoiceId === invoiceId)!.number },
  });
  return acted(null);
}
