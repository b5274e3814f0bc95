import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { decideDebtor } from './decide-debtor.ts';
import { answerMoves } from './store-segments.ts';

/**
 * A member takes moves that the rule has proposed, or leaves the debtors where they are. One that is not open any more is
 * passed over: the answer says how many were.
 */
export async function answerSegmentMoves(
  work: Work,
  moveIds: readonly string[],
  answer: 'taken' | 'left',
): Promise<{ readonly answered: number }> {
  const moves = await answerMoves(work, moveIds, answer);

  for (const { debtorId, from, to, why } of moves) {
    if (answer === 'taken') await decideDebtor(work, debtorId, { kind: 'segment', segment: to, byHand: false, why });
    else
      await recordTrail(work, {
        what: 'segment-move-left',
        debtorId,
        details: { before: from, after: from, wanted: to },
      });
  }

  return { answered: moves.length };
}
