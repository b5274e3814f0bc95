import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import type { InterruptionKind } from '../law/rules.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Day } from '../values/day.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { readCase } from './store-cases.ts';
import { insertInterruptions } from './store-interruptions.ts';
import { lookAgain } from './store-positions.ts';
import { invoicesOfCase } from './store-statement.ts';

/**
 * A member tells of something that may start the limitation of these invoices anew: which day, and how it can be shown.
 * Whether it does is the law's, each time the day is worked out. Invoices that are settled or of another case are not
 * there to be told of.
 */
export async function recordInterruption(
  work: Work,
  caseId: string,
  told: {
    readonly invoiceIds: readonly string[];
    readonly kind: InterruptionKind;
    readonly day: Day;
    readonly note: string;
  },
): Promise<Act> {
  const aCase = await readCase(work, caseId);
  const today = await creditorToday(work);
  const invoices = (await invoicesOfCase(work, caseId)).filter(
    (invoice) => !invoice.settled && told.invoiceIds.includes(invoice.invoiceId),
  );

  if (aCase === null || invoices.length === 0 || invoices.length < told.invoiceIds.length || told.day > today)
    return notActed('gone');

  const { kind, day, note } = told;
  await insertInterruptions(
    work,
    invoices.map(({ invoiceId }) => ({ invoiceId, kind, day, note, takesBack: null })),
  );
  await lookAgain(work, [aCase.debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);

  for (const { invoiceId, number } of invoices) {
    await recordTrail(work, {
      what: 'limitation-interrupted',
      caseId,
      debtorId: aCase.debtorId,
      subjectId: invoiceId,
      details: { kind, day, invoice: number },
      personal: { note },
    });
  }
  return acted(null);
}
