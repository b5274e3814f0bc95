/** Segments and what the rule saw, in words. */
import { isSegment, type Segment } from '../ladder/ladder-choice.ts';
import type { SegmentSign } from '../ladder/segment-rule.ts';
import type { TrailEntry } from '../trail/store.ts';
import { countOfDays } from '../values/day-text.ts';

export const segmentNames: { readonly [segment in Segment]: string } = { normal: 'Normal', risk: 'Risk', vip: 'VIP' };

export function segmentName(text: unknown): string {
  return isSegment(text) ? segmentNames[text] : 'another segment';
}

/** "Pays 31 days late on average (limit 20), over 7 debts." */
export function signSentence(sign: SegmentSign): string {
  switch (sign.sign) {
    case 'late-on-average':
      return `Pays ${countOfDays(sign.days, 'en')} late on average, over ${countOfDebts(sign.debts)}; the limit is ${sign.limit}.`;
    case 'late-often':
      return `Was late with ${sign.share} % of ${countOfDebts(sign.debts)}; the limit is ${sign.limit} %.`;
    case 'got-notices':
      return sign.notices === 1 ? 'Has had a notice.' : `Has had ${sign.notices} notices.`;
    case 'low-score':
      return `Has a credit score of ${sign.score}; the limit is ${sign.limit}.`;
    case 'pays-again':
      return `Paid its last three debts in time, and no sign of risk is left over ${countOfDebts(sign.debts)}.`;
  }
}

function countOfDebts(count: number): string {
  return count === 1 ? '1 debt' : `${count} debts`;
}

export function moveProposedSentence({ details }: TrailEntry): string {
  const why = (details['why'] ?? []) as SegmentSign[];
  return [`The rule would treat this debtor as ${segmentName(details['after'])}.`, ...why.map(signSentence)].join(' ');
}

export function moveLeftSentence({ details }: TrailEntry): string {
  return `Left the debtor as ${segmentName(details['after'])}; the rule had asked for ${segmentName(details['wanted'])}.`;
}
