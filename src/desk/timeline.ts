/** The timeline: what the trail knows, in sentences, with what changed and who did it; and the looks it can be taken in. */
import type { TrailEntry } from '../trail/store.ts';
import { dayIn } from '../values/day.ts';
import { changesOf, changeText } from './trail-change.ts';
import { type TrailKind, trailLine, trailWords } from './trail-words.ts';
import { type Place, pastText } from './when-words.ts';

export type TimelineLook = 'all' | 'letters' | 'money' | 'talk';

/** What is talk: what was asked and answered, and why the case rests, for that is mostly what somebody said. */
const kindsOf: { readonly [look in TimelineLook]: readonly TrailKind[] | null } = {
  all: null,
  letters: ['letter'],
  money: ['payment'],
  talk: ['question', 'hold'],
};

export const timelineLooks: readonly { readonly look: TimelineLook; readonly name: string }[] = [
  { look: 'all', name: 'Everything' },
  { look: 'letters', name: 'Letters' },
  { look: 'money', name: 'Money' },
  { look: 'talk', name: 'Talk and rest' },
];

/** The words of the trail a look takes; null for all. */
export function wordsOf(look: TimelineLook): string[] | null {
  const kinds = kindsOf[look];
  if (kinds === null) return null;
  return Object.keys(trailWords).filter((what) => kinds.includes(trailWords[what]!.kind));
}

export function timelineLine(entry: TrailEntry, names: ReadonlyMap<string, string>, place: Place) {
  const line = trailLine(entry, place);
  // What the sentence says itself is not said twice.
  const unsaid = changesOf(entry).filter(
    ({ before, after }) => ![before, after].every((each) => line.sentence.includes(each)),
  );
  return {
    ...line,
    changes: unsaid.map(changeText),
    day: dayIn(entry.at, place.timeZone),
    when: pastText(entry.at, place),
    who: entry.actorKind === 'machine' ? null : (names.get(entry.actorId) ?? 'somebody'),
  };
}
