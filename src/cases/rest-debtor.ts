import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import type { HoldKind } from '../ladder/facts.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { insertTrailOfMany } from '../trail/store.ts';
import type { Day } from '../values/day.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { mustOwnDebtor } from './must-own-debtor.ts';
import { setProposalStatus } from './store-acts.ts';
import { insertHolds, type NewHold } from './store-holds.ts';
import { lookAgain } from './store-positions.ts';
import { endApprovals, openProposals } from './store-proposals.ts';

/** Who rests: a debtor, and the case it is about; null where none is open, or all are meant. */
export type Resting = { readonly debtorId: string; readonly caseId: string | null };

/**
 * Rests a debtor: its letters in every currency, and those of what falls due meanwhile. A yes given to an open letter is
 * taken back at once, so that nothing leaves in the meantime. Answers the hold's id.
 */
export async function restDebtor(
  work: Work,
  { debtorId, caseId }: Resting,
  kind: HoldKind,
  until: Day | null,
  note: string | null,
  details: NewHold['details'] = {},
): Promise<Act<string>> {
  await mustOwnDebtor(work, debtorId);
  const today = await creditorToday(work);

  const [holdId] = await insertHolds(work, [{ kind, debtorId, caseId, invoiceId: null, until, details }]);
  // One insolvency at a time: somebody has said so already, and all of this was done then.
  if (holdId === undefined) return notActed('gone');
  const open = (await openProposals(work, [debtorId], true)).filter(
    (proposal) => proposal.status === 'waiting' || proposal.status === 'approved',
  );
  await endApprovals(
    work,
    open.map((proposal) => proposal.id),
    kind,
  );
  for (const proposal of open) await setProposalStatus(work, proposal.id, 'held');
  await lookAgain(work, [debtorId], today);
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
    debtorId,
    subjectId: holdId,
    details: { kind, ...(until === null ? {} : { until }), ...(kind === 'promise' ? details : {}) },
    ...(note === null ? {} : { personal: { note } }),
  });
  return acted(holdId);
}
