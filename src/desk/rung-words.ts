/** The desk's own names for rungs, in English; letters have theirs in each language. */
import type { RungName } from '../ladder/rungs.ts';

export const rungWords: { readonly [rung in RungName]: string } = {
  nudge: 'friendly note',
  'first-reminder': 'first reminder',
  'second-reminder': 'second reminder',
  notice: 'collection notice',
};

export function rungWord(rung: string): string {
  return Object.hasOwn(rungWords, rung) ? rungWords[rung as RungName] : rung;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
