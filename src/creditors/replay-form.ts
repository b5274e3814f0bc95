/**
 * How a page that edits a ladder asks the desk what the draft would have done: a form that is posted to `action` with these
 * fields. Doors do not import each other; this is what they share.
 */
import type { LadderName } from '../ladder/ladder-choice.ts';
import type { Rung } from '../ladder/rungs.ts';
import { storedRung } from './stored-ladder.ts';

export const replayAction = '/desk/replay';

/** The draft under the name of the ladder it would be. */
export function replayFields(name: LadderName, rungs: readonly Rung[]) {
  return [
    { name: 'name', value: name },
    { name: 'ladder', value: JSON.stringify({ rungs: rungs.map(storedRung) }) },
  ];
}
