import type { Work } from '../db/work.ts';
import type { LadderName } from '../ladder/ladder-choice.ts';
import type { RungKey } from '../ladder/rungs.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { endApprovals } from './store-proposals.ts';
import { endStandingYes, lettersByStandingYes, setStatuses } from './store-standing.ts';

/**
 * A standing yes is taken back: letters it had approved and that have not begun to leave wait for a yes of their own.
 * Answers how many those are; null where there was no such yes.
 */
export async function takeBackStandingYes(work: Work, name: LadderName, key: RungKey): Promise<number | null> {
  const id = await endStandingYes(work, name, key, 'taken-back');
  if (id === null) return null;
  const letters = await lettersByStandingYes(work, id);

  await endApprovals(work, letters, 'standing-yes-taken-back');
  await setStatuses(work, letters, 'waiting');

  await recordTrail(work, {
    what: 'standing-yes-taken-back',
    subjectId: id,
    details: { ladder: name, rung: key, letters: letters.length },
  });
  return letters.length;
}
