/**
 * Who gets which words. A creditor writes words for certain debtors, each with readable conditions; the first that fits is
 * taken, and where none fits, the ladder's own words or ours. Words never change what is demanded.
 */
import type { Language } from '../values/language.ts';
import type { Currency } from '../values/money.ts';
import type { Segment } from './ladder-choice.ts';
import type { HabitWord } from './payment-habit.ts';
import { kindOf, type RungKey } from './rungs.ts';

/** How close the creditor is to a debtor. */
export const relations = ['new', 'usual', 'close'] as const;
export type Relation = (typeof relations)[number];

/** Which letters words are for, whatever ladder they are of. */
export const letterSorts = ['nudge', 'first-reminder', 'later-reminder', 'notice'] as const;
export type LetterSort = (typeof letterSorts)[number];

/** Everything named must be so; what is null is not asked. */
export type TextConditions = {
  readonly relation: Relation | null;
  readonly segment: Segment | null;
  /** `unknown`: too few debts say anything. */
  readonly habit: HabitWord | 'unknown' | null;
  /** The number of a customer group in the books. */
  readonly group: number | null;
  /** The invoices of the letter together, minor units: at least, and less than. In another currency neither is so. */
  readonly amount: {
    readonly currency: Currency;
    readonly atLeast: bigint | null;
    readonly under: bigint | null;
  } | null;
};

export type TextRule = {
  readonly letter: LetterSort;
  readonly when: TextConditions;
  readonly texts: { readonly [language in Language]?: string };
};

export type TextFacts = {
  readonly rung: RungKey;
  readonly nth: number;
  readonly currency: Currency;
  readonly principalMinor: bigint;
  readonly relation: Relation;
  readonly segment: Segment;
  readonly habit: HabitWord | null;
  readonly group: number | null;
};

/** The words of the first rule that fits and has some in this language; null where none does. */
export function textFor(rules: readonly TextRule[], facts: TextFacts, language: Language): string | null {
  const sort = sortOf(facts);
  const fitting = rules.find((rule) => rule.letter === sort && rule.texts[language] !== undefined && fits(rule, facts));
  return fitting?.texts[language] ?? null;
}

/** Null at the human rung: no letter goes there. */
export function sortOf({ rung, nth }: Pick<TextFacts, 'rung' | 'nth'>): LetterSort | null {
  const kind = kindOf(rung);
  if (kind === 'human') return null;
  if (kind === 'reminder') return nth === 1 ? 'first-reminder' : 'later-reminder';
  return kind;
}

function fits({ when }: TextRule, facts: TextFacts): boolean {
  return (
    (when.relation === null || when.relation === facts.relation) &&
    (when.segment === null || when.segment === facts.segment) &&
    (when.habit === null || when.habit === (facts.habit ?? 'unknown')) &&
    (when.group === null || when.group === facts.group) &&
    (when.amount === null || amountFits(when.amount, facts))
  );
}

function amountFits({ currency, atLeast, under }: NonNullable<TextConditions['amount']>, facts: TextFacts): boolean {
  if (currency !== facts.currency) return false;
  return (atLeast === null || facts.principalMinor >= atLeast) && (under === null || facts.principalMinor < under);
}
