import { mustBeAdmin } from '../creditors/must-be-admin.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import type { LadderName } from '../ladder/ladder-choice.ts';
import { kindOf, type RungKey, rungOf } from '../ladder/rungs.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { rungReads } from './standing-yes.ts';
import { endStandingYes, insertStandingYes, readStandingYeses } from './store-standing.ts';

/**
 * An admin says yes to every letter of a rung, as the rung reads now, until somebody takes it back or edits what the rung
 * carries. Letters that wait are covered at the next look. Refuses a rung the ladder does not have or does not send.
 */
export async function giveStandingYes(
  work: Work,
  name: LadderName,
  key: RungKey,
): Promise<'given' | 'given-already' | 'no-such-rung'> {
  await mustBeAdmin(work);
  const ladder = (await readSettings(work)).ladders.get(name);
  const rung = ladder && rungOf(ladder, key);
  const yeses = await readStandingYeses(work);
  if (!rung?.on || kindOf(key) === 'human') return 'no-such-rung';
  const reads = rungReads(rung);
  const before = yeses.find((yes) => yes.ladder === name && yes.rung === key);
  if (before?.reads === reads) return 'given-already';

  await endStandingYes(work, name, key, 'given-anew');
  const id = await insertStandingYes(work, { ladder: name, rung: key, reads });
  await work.enqueue('facts-changed', { creditorId: work.creditorId });

  await recordTrail(work, { what: 'standing-yes-given', subjectId: id, details: { ladder: name, rung: key } });
  return 'given';
}
