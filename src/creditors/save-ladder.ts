import { isDeepStrictEqual } from 'node:util';
import type { Work } from '../db/work.ts';
import type { LadderName } from '../ladder/ladder-choice.ts';
import type { Rung } from '../ladder/rungs.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Instant } from '../values/day.ts';
import { ladderFaults } from './ladder-check.ts';
import { errorsIn, type LadderFault } from './ladder-fault.ts';
import { deleteLadderDraft } from './store-ladders.ts';
import { insertLadderVersion, readSettings } from './store-settings.ts';
import { putOnTimetable } from './store-timetable.ts';
import { ladderKind, storedRung } from './stored-ladder.ts';

export type LadderSaved =
  | { readonly kind: 'saved'; readonly version: string }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly faults: LadderFault[] };

/**
 * A further version of a ladder, in force from an instant on, now at the earliest. Every open case is looked at again when
 * it begins. What only warns is saved; what the law does not allow is refused with what to do about it.
 */
export async function saveLadder(
  work: Work,
  name: LadderName,
  rungs: readonly Rung[],
  from: Instant = work.now,
): Promise<LadderSaved> {
  const settings = await readSettings(work);
  const before = settings.ladders.get(name) ?? null;
  const faults = errorsIn(ladderFaults(rungs, settings));
  if (faults.length > 0) return { kind: 'refused', faults };
  const begins = from > work.now ? from : work.now;
  if (begins === work.now && isDeepStrictEqual(before?.rungs, rungs)) return { kind: 'unchanged' };

  const after = { rungs: rungs.map(storedRung) };
  const version = await insertLadderVersion(work, name, after, begins);
  await deleteLadderDraft(work, name);
  if (begins === work.now) await work.enqueue('facts-changed', { creditorId: work.creditorId });
  else await putOnTimetable(work, 'facts-changed', ladderKind(name), begins);

  await recordTrail(work, {
    what: 'setting-changed',
    subjectId: version,
    details: {
      setting: ladderKind(name),
      before: before && { rungs: before.rungs.map(storedRung) },
      after,
      from: begins.toISOString(),
    },
  });
  return { kind: 'saved', version };
}
