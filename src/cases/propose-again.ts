import { readCreditor } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { dayIn, instantAt } from '../values/day.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { lookAgain } from './store-positions.ts';
import { lockProposal } from './store-proposals.ts';
import { forgetWithdrawal, lettersWithdrawn } from './store-withdrawn.ts';

/**
 * Takes a withdrawal of today back: the debtor is looked at now, and what is due is proposed anew, in the same words if those
 * are still right. It waits for a yes of its own, under a standing yes too. What was withdrawn on an earlier day has been
 * looked at since, and is `gone`.
 */
export async function proposeAgain(work: Work, proposalId: string): Promise<Act> {
  const letter = await lockProposal(work, proposalId);
  const { timeZone } = await readCreditor(work);
  const today = dayIn(work.now, timeZone);
  const withdrawn = letter
    ? await lettersWithdrawn(work, {
        from: instantAt(today, 0, 0, timeZone),
        salesPerson: null,
        caseId: letter.caseId,
      })
    : [];

  if (!letter || !withdrawn.some(({ id }) => id === proposalId)) return notActed('gone');

  await forgetWithdrawal(work, proposalId);
  await lookAgain(work, [letter.debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);

  await recordTrail(work, {
    what: 'letter-wanted-again',
    caseId: letter.caseId,
    debtorId: letter.debtorId,
    subjectId: proposalId,
    details: { rung: letter.rung, nth: letter.nth, before: 'withdrawn', after: 'due again' },
  });
  return acted(null);
}
