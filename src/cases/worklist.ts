/** What waits quietly for a person: which kinds there are, and which of them goes first. */
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';

/** As a person sorts them. */
export const quietKinds = [
  'question',
  'promise',
  'ended',
  'address',
  'money',
  'review',
  'letter',
  'rest',
  'old',
] as const;
export type QuietKind = (typeof quietKinds)[number];

/** One thing that waits. Some come from the cases, some from letters nobody can tell of and claims that grow too old. */
export type Asking = {
  readonly kind:
    | 'hold'
    | 'letter'
    | 'promise-broken'
    | 'handed-over'
    | 'ladder-ended'
    | 'ours-left'
    | 'overpaid'
    | 'rests'
    | 'late-yes'
    | 'late-letter';
  /** The hold's kind, the guard that asks, or the kind itself. */
  readonly what: string;
  readonly subjectId: string;
  readonly caseId: string;
  readonly debtorName: string;
  /** Employee number of whose customer it is, or null. */
  readonly rep: number | null;
  readonly currency: Currency;
  /** What hangs on it: the case's open principal, our fees where those alone are left, or what was paid too much. Minor units. */
  readonly minor: bigint;
  /** The same in the creditor's base currency by the books' own figures; null where the books have none. */
  readonly baseMinor: bigint | null;
  /** The due day of the oldest invoice that is open; null when none is. */
  readonly oldestDueDay: Day | null;
  readonly since: Date;
  readonly detail: Readonly<Record<string, string | number>>;
};

const kindOfWhat: { readonly [what: string]: QuietKind } = {
  question: 'question',
  complaint: 'question',
  'promise-broken': 'promise',
  'handed-over': 'ended',
  'ladder-ended': 'ended',
  'recipient-exists': 'address',
  'address-works': 'address',
  'unmatched-money': 'money',
  'payment-reversed': 'money',
  'balance-supports-claim': 'money',
  'ours-left': 'money',
  overpaid: 'money',
  'part-payment': 'review',
  'credit-note': 'review',
  'chased-there': 'review',
  rests: 'rest',
};

/** What is not named is a letter that waits for somebody. */
export function quietKindOf({ what }: Pick<Asking, 'what'>): QuietKind {
  return kindOfWhat[what] ?? 'letter';
}

/**
 * How heavy it is: the money in the creditor's base currency, times the days it has waited and one more, so that what came
 * today counts too. Where the books say nothing of the money in base currency (fees alone are left, in another currency),
 * it counts as none: no rate is made up, and such a thing goes behind, the longest waiting first.
 */
export function weightOf(baseMinor: bigint | null, days: number): bigint {
  return (baseMinor ?? 0n) * BigInt(Math.max(0, days) + 1);
}

export type Weighed = { readonly weight: bigint; readonly days: number; readonly key: string };

/** Heaviest first; of equally heavy ones the longest waiting, and then the same order every time. */
export function byWeight(a: Weighed, b: Weighed): number {
  if (a.weight !== b.weight) return a.weight > b.weight ? -1 : 1;
  if (a.days !== b.days) return b.days - a.days;
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
