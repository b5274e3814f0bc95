/** What payments are set against first, and what happens to fees and interest that are left: as the form says it. */
import { z } from 'zod';
import type { SettingValue } from '../creditors/settings.ts';
import { allocationChoices } from '../ledger/allocation-order.ts';
import { oursLeftChoices, usualBelow } from '../ledger/ours-left.ts';
import { decimalFromMinor, minorFromDecimal } from '../values/money.ts';

/** A sum for each of these can be set; in any other currency a person is asked. */
export const currencies = Object.keys(usualBelow) as (keyof typeof usualBelow)[];

const wrongSum = 'Write a sum as in 500 or 500.00.';
const sumIn = (currency: (typeof currencies)[number]) =>
  z
    .string()
    .trim()
    .max(20, wrongSum)
    .transform((text, context) => {
      const minor = text === '' ? 0n : minorFromDecimal(text.replace(',', '.'), currency);
      if (minor !== null && minor >= 0n) return minor;
      context.addIssue({ code: 'custom', message: wrongSum });
      return z.NEVER;
    });

export const rulesForm = z.object({
  order: z.enum(allocationChoices),
  choice: z.enum(oursLeftChoices),
  DKK: sumIn('DKK'),
  SEK: sumIn('SEK'),
  NOK: sumIn('NOK'),
  EUR: sumIn('EUR'),
  GBP: sumIn('GBP'),
});

/** The form as two settings. */
export function rulesOf(form: z.output<typeof rulesForm>): {
  readonly allocation: SettingValue<'allocation'>;
  readonly oursLeft: SettingValue<'ours-left'>;
} {
  const below = Object.fromEntries(currencies.map((currency) => [currency, form[currency].toString()]));
  return { allocation: { order: form.order }, oursLeft: { choice: form.choice, below } };
}

/** The settings as the form shows them. */
export function rulesShown(allocation: SettingValue<'allocation'>, oursLeft: SettingValue<'ours-left'>) {
  const sums = currencies.map((currency) => [
    currency,
    decimalFromMinor(BigInt(oursLeft.below[currency] ?? 0), currency),
  ]);
  return { order: allocation.order, choice: oursLeft.choice, ...Object.fromEntries(sums) };
}
