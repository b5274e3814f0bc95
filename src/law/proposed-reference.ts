/** What a central bank's own figures come to as a market's reference, with the reasoning a person can follow. */

import type { Day } from '../values/day.ts';
import { dayText } from '../values/day-text.ts';
import { percentLexeme, percentMillionths } from './percent.ts';
import { fixingDay, halfYearBefore, type ReferenceSource } from './reference-sources.ts';

/** A bank's own rate in force on a day. */
export type OwnRate = { readonly percent: string; readonly source: string };

export type ProposedReference = {
  readonly fromDay: Day;
  /** Per cent a year as a decimal lexeme. */
  readonly percent: string;
  /** Where a person can read the bank's figure. */
  readonly source: string;
  readonly reasoning: string;
};

/** The days whose own rates are needed for the half-year that begins on `fromDay`. */
export function daysNeeded(source: ReferenceSource, fromDay: Day): Day[] {
  const day = fixingDay(source, fromDay);
  return source.follows === 'as-it-is' ? [day] : [fixingDay(source, halfYearBefore(fromDay)), day];
}

/**
 * The reference for the half-year that begins on `fromDay`, or null when a figure it rests on is missing. `before` is the
 * reference recorded for the half-year before, which a base rate that moves along starts from.
 */
export function proposedReference(
  source: ReferenceSource,
  fromDay: Day,
  rateOn: (day: Day) => OwnRate | undefined,
  before: string | null,
): ProposedReference | null {
  const day = fixingDay(source, fromDay);
  const own = rateOn(day);
  if (!own) return null;
  const inForce = `${own.percent} per cent was in force on ${dayText(day, 'en')}`;
  if (source.follows === 'moves-along') {
    const earlierDay = fixingDay(source, halfYearBefore(fromDay));
    const earlier = rateOn(earlierDay);
    if (!earlier || before === null) return null;
    const change = percentMillionths(own.percent) - percentMillionths(earlier.percent);
    const percent = percentLexeme(percentMillionths(before) + change);
    const moved = `${inForce}, ${earlier.percent} on ${dayText(earlierDay, 'en')}`;
    return {
      fromDay,
      percent,
      source: own.source,
      reasoning: `${moved}: the base rate moves by ${percentLexeme(change)} from ${before} to ${percent} (${source.paragraph}).`,
    };
  }
  const percent = source.roundedUpTo === null ? plain(own.percent) : roundedUpToHalf(own.percent);
  const rounded = plain(own.percent) === percent ? '' : `, rounded up to the half point: ${percent}`;
  return { fromDay, percent, source: own.source, reasoning: `${inForce}${rounded} (${source.paragraph}).` };
}

/** "1.75" → "2", "-0.5" → "-0.5", "-0.25" → "0": towards more, never towards less (räntelagen 9 §, korkolaki 12 §). */
export function roundedUpToHalf(percent: string): string {
  const half = 500_000n;
  const millionths = percentMillionths(percent);
  const below = ((millionths % half) + half) % half;
  return percentLexeme(below === 0n ? millionths : millionths + half - below);
}

function plain(percent: string): string {
  return percentLexeme(percentMillionths(percent));
}
