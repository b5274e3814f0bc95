import { mustBeAdmin } from '../creditors/must-be-admin.ts';
import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { dayPlus } from '../values/day.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { lookAgain } from './store-positions.ts';
import { endProposals, lockProposal } from './store-proposals.ts';

/**
 * Takes this letter back, with a reason. The rung stays due: tomorrow it is looked at again, today only when the letter would
 * read differently by then.
 */
export async function withdrawProposal(work: Work, proposalId: string, reason: string): Promise<Act> {
  await mustBeAdmin(work);
  const proposal = await lockProposal(work, proposalId);
  const today = await creditorToday(work);

  if (!proposal) return notActed('gone');
  if (proposal.status === 'sending') return notActed('leaving');
  if (!['waiting', 'held', 'approved'].includes(proposal.status)) return notActed('gone');

  const again = dayPlus(today, 1);

  await endProposals(work, [proposalId], 'withdrawn', 'withdrawn');
  await lookAgain(work, [proposal.debtorId], again);

  await recordTrail(work, {
    what: 'letter-withdrawn',
    caseId: proposal.caseId,
    debtorId: proposal.debtorId,
    subjectId: proposalId,
    details: { rung: proposal.rung, nth: proposal.nth, before: proposal.status, after: 'withdrawn', again },
    personal: { reason },
  });
  return acted(null);
}
