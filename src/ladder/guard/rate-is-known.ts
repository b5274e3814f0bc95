/**
 * A letter that states interest has a reference rate for every day it counts.
 * Source: law/interest.ts; a half-year's rate is refused, never guessed. Border: letters without interest pass; where the
 * rate is settled for life (GB) or agreed, no later half-year is asked for.
 */
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function rateIsKnown(facts: Facts): Verdict {
  const { statesInterest, interestKnownTo } = facts.letter;
  if (!statesInterest || interestKnownTo === null) return go;
  return ask({ code: 'rate-unknown', knownTo: interestKnownTo });
}
