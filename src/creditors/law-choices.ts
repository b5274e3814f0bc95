/**
 * What a creditor chooses where the law of a market leaves a choice: how days are counted, whether compensation is
 * claimed and from which letter on, since when the terms of sale agree a reminder fee, and what the market's amounts are
 * in another currency. Whatever is not chosen costs the debtor nothing.
 */
import { z } from 'zod';
import { type Day, isDay } from '../values/day.ts';
import type { Currency } from '../values/money.ts';

/** From which letter on compensation is claimed, once per invoice. */
export const compensationRungs = ['first-reminder', 'second-reminder', 'notice'] as const;
export type CompensationRung = (typeof compensationRungs)[number];

/** A market's amounts in a currency that is not its own; null where the creditor asks for none. Minor units. */
export type OwnAmounts = { readonly feeMinor: bigint | null; readonly compensationMinor: bigint | null };

export type LawChoices = {
  readonly dayCount: 'actual' | '30/360';
  /** Null: compensation is not claimed, as many creditors prefer. */
  readonly compensationFrom: CompensationRung | null;
  /** The terms of sale agree a reminder fee for debts that arise on this day or later; null when nobody has said so. */
  readonly feeAgreedFrom: Day | null;
  readonly amounts: { readonly [currency in Currency]?: OwnAmounts };
};

const minorOrNone = z
  .string()
  .regex(/^\d{1,15}$/)
  .nullable();

export const storedLawChoices = z.object({
  dayCount: z.enum(['actual', '30/360']),
  compensationFrom: z.enum(compensationRungs).nullable(),
  feeAgreedFrom: z.string().refine(isDay).nullable(),
  /** By currency; sums as decimal strings: JSON knows no bigint. */
  amounts: z.record(
    z.string().regex(/^[A-Z]{3}$/),
    z.object({ feeMinor: minorOrNone, compensationMinor: minorOrNone }),
  ),
});
export type StoredLawChoices = z.infer<typeof storedLawChoices>;

export const nothingChosen: LawChoices = {
  dayCount: 'actual',
  compensationFrom: null,
  feeAgreedFrom: null,
  amounts: {},
};

/** What was chosen for a market, or nothing. */
export function choicesFor(chosen: { readonly [market: string]: LawChoices }, market: string): LawChoices {
  return Object.hasOwn(chosen, market) ? chosen[market]! : nothingChosen;
}

export function choicesFromStored(stored: StoredLawChoices): LawChoices {
  const minor = (text: string | null) => (text === null ? null : BigInt(text));
  return {
    ...stored,
    amounts: Object.fromEntries(
      Object.entries(stored.amounts).map(([currency, { feeMinor, compensationMinor }]) => [
        currency,
        { feeMinor: minor(feeMinor), compensationMinor: minor(compensationMinor) },
      ]),
    ),
  };
}

export function choicesToStored(choices: LawChoices): StoredLawChoices {
  const text = (minor: bigint | null) => (minor === null ? null : minor.toString());
  return {
    ...choices,
    amounts: Object.fromEntries(
      Object.entries(choices.amounts).map(([currency, { feeMinor, compensationMinor }]) => [
        currency,
        { feeMinor: text(feeMinor), compensationMinor: text(compensationMinor) },
      ]),
    ),
  };
}
