import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { hour, instantPlus, laterInstant } from '../values/day.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { leavesAt as whenItLeaves } from './leaves-at.ts';
import { insertApproval, nextLeaving, setLeavesAt, setProposalStatus } from './store-acts.ts';
import { countriesOfDebtors } from './store-given.ts';
import { lockProposal } from './store-proposals.ts';

/**
 * An admin's yes to exactly the letter with this fingerprint. It leaves when the hold window is over, in decent hours.
 * Answers when that is. Refuses a letter that reads differently now, that a guard holds, or that is no longer open.
 */
export async function approveProposal(work: Work, proposalId: string, hash: string): Promise<Act<Date>> {
  const proposal = await lockProposal(work, proposalId);
  const settings = await readSettings(work);
  const creditor = await readCreditor(work);
  const countries = proposal ? await countriesOfDebtors(work, [proposal.debtorId]) : new Map<string, string[]>();

  if (!proposal || !['waiting', 'held', 'approved'].includes(proposal.status)) return notActed('gone');
  if (proposal.hash !== hash) return notActed('changed');
  if (proposal.status === 'held') return notActed('held');
  if (proposal.status === 'approved') return acted(proposal.leavesAt ?? work.now);
  const windowEnds = instantPlus(proposal.headsUpAt ?? work.now, settings.holdWindowHours * hour);
  const earliest = laterInstant(windowEnds, work.now);
  const leavesAt = whenItLeaves(earliest, proposalId, creditor, settings, countries.get(proposal.debtorId) ?? []);

  await insertApproval(work, proposalId, hash);
  await setProposalStatus(work, proposalId, 'approved');
  await setLeavesAt(work, proposalId, leavesAt);
  await putOnTimetable(work, 'send-letters', '', (await nextLeaving(work)) ?? leavesAt);

  await recordTrail(work, {
    what: 'letter-approved',
    caseId: proposal.caseId,
    debtorId: proposal.debtorId,
    subjectId: proposalId,
    details: { rung: proposal.rung, nth: proposal.nth, hash, leavesAt: leavesAt.toISOString() },
  });
  return acted(leavesAt);
}
