/** The desk's own names for rungs, in English; letters have theirs in each language. */
import { isRungKey, kindOf, numberIn } from '../ladder/rungs.ts';
import { ordinalText } from '../values/ordinal-text.ts';

/** "third reminder". `nth` says which of its kind it is; where nobody has said, the key's own number stands for it. */
export function rungWord(rung: string, nth?: number): string {
  if (!isRungKey(rung)) return rung;
  switch (kindOf(rung)) {
    case 'nudge':
      return (nth ?? 1) > 1 ? `${ordinalText(nth ?? 1, 'en')} friendly note` : 'friendly note';
    case 'reminder':
      return `${ordinalText(nth ?? numberIn(rung), 'en')} reminder`;
    case 'notice':
      return 'collection notice';
    case 'human':
      return 'hand-over to a person';
  }
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
