import type { Work } from '../db/work.ts';
import type { LadderName } from '../ladder/ladder-choice.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { deleteLadderDraft } from './store-ladders.ts';
import { insertLadderVersion, readSettings } from './store-settings.ts';
import { endedLadder, ladderKind, storedRung } from './stored-ladder.ts';

/**
 * A segment's or a debtor's ladder is given up: whoever climbed it goes on by the normal one, from the next rung but one as
 * always. The normal ladder stays; false where there was nothing to end.
 */
export async function endLadder(work: Work, name: LadderName): Promise<boolean> {
  const before = (await readSettings(work)).ladders.get(name);
  if (name === 'normal' || !before) return false;

  const version = await insertLadderVersion(work, name, endedLadder, work.now);
  await deleteLadderDraft(work, name);
  await work.enqueue('facts-changed', { creditorId: work.creditorId });

  await recordTrail(work, {
    what: 'setting-changed',
    subjectId: version,
    details: { setting: ladderKind(name), before: { rungs: before.rungs.map(storedRung) }, after: null },
  });
  return true;
}
