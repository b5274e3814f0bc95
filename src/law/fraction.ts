/** Exact fractions of minor units: interest is never rounded on the way, only once at the end. */
import { roundedQuotient } from '../values/money.ts';

/** `denominator` is positive. Not reduced. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

export const zero: Fraction = { numerator: 0n, denominator: 1n };

/** The sum, over the larger denominator where one divides the other, else over their product. */
export function plus(a: Fraction, b: Fraction): Fraction {
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  if (a.denominator % b.denominator === 0n)
    return { numerator: a.numerator + b.numerator * (a.denominator / b.denominator), denominator: a.denominator };
  if (b.denominator % a.denominator === 0n) return plus(b, a);
  return {
    numerator: a.numerator * b.denominator + b.numerator * a.denominator,
    denominator: a.denominator * b.denominator,
  };
}

/** Half away from zero. */
export function rounded({ numerator, denominator }: Fraction): bigint {
  return roundedQuotient(numerator, denominator);
}
