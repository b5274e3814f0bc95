import type { CreditorSettings } from '../creditors/settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { insertTrailOfMany } from '../trail/store.ts';
import { goesElsewhere, type StandingYes, standingForLetter } from './standing-yes.ts';
import { nextLeaving } from './store-acts.ts';
import type { DebtorStanding } from './store-facts.ts';
import { endApprovals } from './store-proposals.ts';
import {
  approveByStanding,
  lastRecipients,
  readStandingYeses,
  type StandingCandidate,
  setStatuses,
  standingCandidates,
} from './store-standing.ts';

/**
 * Letters that wait and that a standing yes covers are approved by it; those it covers no longer, because the rung was
 * edited, wait again. No guard is passed over by that: held letters are not looked at here, the heads-up still tells of
 * each, the hold window still runs, and every guard is asked again before it leaves.
 */
export async function applyStandingYes(
  work: Work,
  { ladders }: CreditorSettings,
  standings: readonly DebtorStanding[],
): Promise<void> {
  const yeses = await readStandingYeses(work);
  if (yeses.length === 0) return;
  const debtors = new Map(standings.map(({ debtor }) => [debtor.debtorId, debtor]));
  const candidates = await standingCandidates(work, [...debtors.keys()]);
  const last = await lastRecipients(work, [...debtors.keys()]);

  const covered = candidates.map((letter) => {
    const yes = standingForLetter(yeses, ladders, debtors.get(letter.debtorId)!, letter.rungs);
    const asks = letter.withdrawnBefore || goesElsewhere(last, letter.debtorId, letter.recipient);
    return { letter, yes: asks ? undefined : yes };
  });
  const lapsed = covered.flatMap(({ letter, yes }) =>
    letter.standingId !== null && letter.standingId !== yes?.id ? [letter.id] : [],
  );
  const fresh = covered.flatMap(({ letter, yes }) =>
    yes && letter.standingId !== yes.id ? [{ id: letter.id, hash: letter.hash, letter, yes }] : [],
  );

  await endApprovals(work, lapsed, 'standing-yes-lapsed');
  await setStatuses(work, lapsed, 'waiting');
  if (fresh.length > 0) await approveByStanding(work, fresh);
  const leaving = await nextLeaving(work);
  if (leaving !== null) await putOnTimetable(work, 'send-letters', '', leaving);

  await insertTrailOfMany(work, 'letter-approved', fresh.map(approved));
}

function approved({ letter, yes }: { readonly letter: StandingCandidate; readonly yes: StandingYes }) {
  const { id, caseId, debtorId, rung, nth, hash } = letter;
  return {
    what: 'letter-approved',
    caseId,
    debtorId,
    subjectId: id,
    details: { rung, nth, hash, standingYesOf: yes.memberId },
  };
}
