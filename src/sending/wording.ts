/** The letter press as the cases ask for it: see `cases/port.ts`. */
import type { Wording } from '../cases/port.ts';
import { type Channel, kindOf } from '../ladder/rungs.ts';
import type { LetterPress } from './letter.ts';
import { noticeFacts } from './notice-facts.ts';

/** A notice is judged by the text the press makes of it; any other letter costs no composing. */
export function wordingOf(press: LetterPress, channels: readonly Channel[] = ['email']): Wording {
  return {
    textVersion: press.textVersion,
    channels,
    noticeFacts: (content) => (kindOf(content.rung) === 'notice' ? noticeFacts(content, press.letter(content)) : null),
  };
}
