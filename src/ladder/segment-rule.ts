/**
 * Who is treated as a risk, and why: by how a debtor has paid, by a credit score where one is known, and by how far its
 * debts have climbed. VIP is never the rule's to give or take: that is a person's word, and so is any segment set by hand.
 */
import type { Segment } from './ladder-choice.ts';
import { averageDaysLate, lateShare, type PaymentHabit } from './payment-habit.ts';

/** What the creditor has decided; each limit is met by that figure itself. */
export type SegmentRule = {
  /** Fewer debts than this say nothing of a habit. */
  readonly leastDebts: number;
  readonly averageDaysLate: number;
  /** Of a hundred debts. */
  readonly lateShare: number;
  /** A credit score under this is a risk; null: scores are not asked. */
  readonly scoreUnder: number | null;
  /** So many notices within the time looked at are a risk; null: they are not asked. */
  readonly notices: number | null;
};

export type SegmentFacts = {
  readonly segment: Segment;
  /** A person has said it: the rule leaves it alone. */
  readonly byHand: boolean;
  readonly habit: PaymentHabit;
  /** 0 to 100, 100 the safest; null where none is known. */
  readonly score: number | null;
  /** How many notices went to the debtor within the time looked at. */
  readonly notices: number;
};

/** One reason, with its figure and the limit it is held against. */
export type SegmentSign =
  | { readonly sign: 'late-on-average'; readonly days: number; readonly limit: number; readonly debts: number }
  | { readonly sign: 'late-often'; readonly share: number; readonly limit: number; readonly debts: number }
  | { readonly sign: 'low-score'; readonly score: number; readonly limit: number }
  | { readonly sign: 'got-notices'; readonly notices: number; readonly limit: number }
  /** Back to normal: none of the signs, and the last three debts paid in time. */
  | { readonly sign: 'pays-again'; readonly debts: number };

export type SegmentMove = { readonly to: Segment; readonly why: readonly SegmentSign[] };

/**
 * The move the rule asks for, or null: the debtor is where it belongs. Somebody who was a risk stays one until no sign is
 * left *and* the last three debts were paid in time, so that nobody goes to and fro over one invoice.
 */
export function segmentMove(facts: SegmentFacts, rule: SegmentRule): SegmentMove | null {
  if (facts.byHand || facts.segment === 'vip') return null;
  const signs = riskSigns(facts, rule);
  if (facts.segment === 'normal') return signs.length > 0 ? { to: 'risk', why: signs } : null;
  if (signs.length > 0 || !facts.habit.lastThreeInTime) return null;
  return { to: 'normal', why: [{ sign: 'pays-again', debts: facts.habit.debts }] };
}

/** Every sign of risk there is, in the order they are said. */
export function riskSigns({ habit, score, notices }: SegmentFacts, rule: SegmentRule): SegmentSign[] {
  const { debts } = habit;
  const known = debts >= rule.leastDebts;
  const days = averageDaysLate(habit);
  const share = lateShare(habit);
  return [
    ...(known && days >= rule.averageDaysLate
      ? [{ sign: 'late-on-average' as const, days, limit: rule.averageDaysLate, debts }]
      : []),
    ...(known && share >= rule.lateShare ? [{ sign: 'late-often' as const, share, limit: rule.lateShare, debts }] : []),
    ...(rule.notices !== null && notices >= rule.notices
      ? [{ sign: 'got-notices' as const, notices, limit: rule.notices }]
      : []),
    ...(rule.scoreUnder !== null && score !== null && score < rule.scoreUnder
      ? [{ sign: 'low-score' as const, score, limit: rule.scoreUnder }]
      : []),
  ];
}

/** What a move says of itself, so that the same move for the same reasons is not asked twice. */
export function moveKey({ to, why }: SegmentMove): string {
  return `${to}: ${why.map(({ sign }) => sign).join(' ')}`;
}
