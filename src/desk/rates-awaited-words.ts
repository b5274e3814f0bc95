/** What an admin is told when letters wait for a reference rate, and what there is to choose. */
import type { RateAwaited } from '../cases/read-rates-awaited.ts';
import { referenceSourceOf } from '../law/reference-sources.ts';
import { dayText } from '../values/day-text.ts';

/** "The reference rate for Denmark from 1 July 2026 is not confirmed yet. Two letters …" */
export function rateAwaitedSentence({ series, fromDay, letters }: RateAwaited): string {
  const rate = `The reference rate for ${referenceSourceOf(series).name} from ${dayText(fromDay, 'en')} is not confirmed yet`;
  const waiting =
    letters === 1 ? 'One letter that states interest waits' : `${letters} letters that state interest wait`;
  return `${rate}. ${waiting} for it.`;
}
