/** From what a central bank publishes to the reference a market's law counts with. For whoever brings in rates. */
import { millionthsInOnePercent, percentLexeme, percentMillionths } from './percent.ts';
import type { MarketRules } from './rules.ts';

const halfPoint = millionthsInOnePercent / 2n;

/**
 * The published rate as this market counts it: rounded up to the next half point where the law says so (räntelagen 9 §,
 * korkolaki 12 §), else as it is. Up is towards the higher rate, below zero too: "-0.75" gives "-0.5", "-0.25" gives "0".
 * A lexeme that is no percentage throws.
 */
export function referenceFromPublished(rules: MarketRules, published: string): string {
  if (rules.interest.reference.roundedUpTo === null) return published;
  const millionths = percentMillionths(published);
  const whole = millionths / halfPoint;
  const up = millionths % halfPoint > 0n ? whole + 1n : whole;
  return percentLexeme(up * halfPoint);
}
