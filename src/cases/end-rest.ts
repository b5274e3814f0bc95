import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { mustOwnDebtor } from './must-own-debtor.ts';
import { endHold } from './store-holds.ts';
import { lookAgain } from './store-positions.ts';

/**
 * A member has looked: the hold ends and the case is looked at again. Ending a part payment confirms that the rest is
 * owed; ending a credit note sets it off against what is demanded. `onCase`: where the
 * member looked at a hold that is on the debtor, not on one case.
 */
export async function endRest(work: Work, holdId: string, why: string, onCase: string | null = null): Promise<Act> {
  const today = await creditorToday(work);

  const hold = await endHold(work, holdId, why);
  if (!hold) return notActed('gone');
  await mustOwnDebtor(work, hold.debtorId);
  await lookAgain(work, [hold.debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);

  await recordTrail(work, {
    what: 'hold-ended',
    caseId: hold.caseId ?? onCase,
    debtorId: hold.debtorId,
    subjectId: holdId,
    details: { kind: hold.kind, why },
  });
  return acted(null);
}
