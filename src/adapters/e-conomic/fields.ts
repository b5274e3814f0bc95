/** The fields that e-conomic's rows are made of: what each takes, and the words that refuse it. */
import { z } from 'zod';
import { isDay } from '../../values/day.ts';
import { type Currency, isCurrency, minorFromDecimal } from '../../values/money.ts';
import { Lexeme } from './json.ts';

/**
 * Base-currency amounts come without their currency. Every base currency e-conomic sells (DKK, SEK, NOK, EUR…) has two decimals;
 * an amount with more is refused.
 */
const baseDecimals: Currency = 'DKK';

export const text = z.string({ error: 'is missing or not text' }).trim().min(1, { error: 'is empty' });
export const maybeText = z
  .string({ error: 'is not text' })
  .nullish()
  .transform((value) => value?.trim() || null);
export const whole = z.instanceof(Lexeme, { error: 'is missing or not a number' }).transform((lexeme, context) => {
  const value = Number(lexeme.text);
  if (/^-?\d+$/.test(lexeme.text) && Number.isSafeInteger(value)) return value;
  context.addIssue({ code: 'custom', message: 'is not a whole number' });
  return z.NEVER;
});
export const amount = z.instanceof(Lexeme, { error: 'is missing or not a number' });
export const maybeFlag = z
  .boolean({ error: 'is not true or false' })
  .nullish()
  .transform((value) => value ?? false);
export const currency = text.refine(isCurrency, { error: 'is a currency we cannot count in' });
/** "2026-10-05", or with a time behind it as the OpenAPI family writes days. */
export const day = text
  .transform((value) => value.replace(/T.*$/, ''))
  .refine(isDay, { error: 'is not a calendar day' });
export const baseMinor = amount.transform((lexeme, context) => minorOr(context, lexeme, baseDecimals));

export function part<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape, { error: 'is missing or not an object' });
}

/** An amount in minor units, or an issue that refuses the row. */
export function minorOr(context: z.RefinementCtx, lexeme: Lexeme, of: Currency, field?: string): bigint {
  const minor = minorFromDecimal(lexeme.text, of);
  if (minor !== null) return minor;
  context.addIssue({
    code: 'custom',
    message: 'is not an amount in its currency',
    ...(field ? { path: [field] } : {}),
  });
  return z.NEVER;
}
