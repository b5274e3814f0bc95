import type { Work } from '../db/work.ts';
import type { Act } from './act-refusal.ts';
import { approveLetters } from './approve-letters.ts';

/** An admin's yes to exactly one letter: `approveLetters` for one. Answers when it leaves. */
export async function approveProposal(work: Work, proposalId: string, hash: string): Promise<Act<Date>> {
  const [answer] = await approveLetters(work, [{ id: proposalId, hash }]);
  return answer!;
}
