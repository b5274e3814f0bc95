import type { Act } from '../src/cases/act-refusal.ts';
import { approveLetters } from '../src/cases/approve-letters.ts';
import type { Work } from '../src/db/work.ts';

/** An admin's yes to exactly one letter: `approveLetters` for one. Answers when it leaves. */
export async function approveProposal(work: Work, proposalId: string, hash: string): Promise<Act<Date>> {
  const [answer] = await approveLetters(work, [{ id: proposalId, hash }]);
  return answer!;
}
