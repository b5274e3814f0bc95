import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import type { HoldKind } from '../ladder/facts.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { insertTrailOfMany } from '../trail/store.ts';
import type { Day } from '../values/day.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { setProposalStatus } from './store-acts.ts';
import { readCase } from './store-cases.ts';
import { insertHolds, type NewHold } from './store-holds.ts';
import { lookAgain } from './store-positions.ts';
import { endApprovals, openProposals } from './store-proposals.ts';

/**
 * Rests a case: a member's pause or snooze, a promise to pay, a debtor's question, an insolvency. A yes given to its open letter is taken
 * back at once, so that nothing leaves in the meantime. Answers the hold's id.
 */
export async function restCase(
  work: Work,
  caseId: string,
  kind: HoldKind,
  until: Day | null,
  note: string | null,
  details: NewHold['details'] = {},
): Promise<Act<string>> {
  const aCase = await readCase(work, caseId);
  const today = await creditorToday(work);

  if (!aCase) return notActed('gone');

  const [holdId] = await insertHolds(work, [
    { kind, debtorId: aCase.debtorId, caseId, invoiceId: null, until, details },
  ]);
  // One insolvency at a time: somebody has said so already, and all of this was done then.
  if (holdId === undefined) return notActed('gone');
  const open = (await openProposals(work, [aCase.debtorId], true)).filter(
    (proposal) => proposal.status === 'waiting' || proposal.status === 'approved',
  );
  await endApprovals(
    work,
    open.map((proposal) => proposal.id),
    kind,
  );
  for (const proposal of open) await setProposalStatus(work, proposal.id, 'held');
  await lookAgain(work, [aCase.debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);

  await insertTrailOfMany(
    work,
    'letter-held',
    open.map((proposal) => ({
      what: 'letter-held',
      caseId: proposal.caseId,
      debtorId: proposal.debtorId,
      subjectId: proposal.id,
      details: { rung: proposal.rung, nth: proposal.nth, kind, before: proposal.status, after: 'held' },
    })),
  );
  await recordTrail(work, {
    what: 'hold-opened',
    caseId,
    debtorId: aCase.debtorId,
    subjectId: holdId,
    details: { kind, ...(until === null ? {} : { until }), ...(kind === 'promise' ? details : {}) },
    ...(note === null ? {} : { personal: { note } }),
  });
  return acted(holdId);
}
