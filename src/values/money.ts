/**
 * Money is a whole number of minor units (øre, öre, cents, pence) with its currency. No float touches it anywhere.
 */

/** How many decimals each currency we know has (ISO 4217). A currency that is not here is refused, never guessed. */
const decimals = {
  DKK: 2,
  SEK: 2,
  NOK: 2,
  EUR: 2,
  GBP: 2,
  USD: 2,
  CHF: 2,
  PLN: 2,
  CZK: 2,
  CAD: 2,
  AUD: 2,
  ISK: 0,
  JPY: 0,
} as const;

export type Currency = keyof typeof decimals;
export type Money = { readonly minor: bigint; readonly currency: Currency };

/** Every currency we can count in. */
export const currencies = Object.keys(decimals) as readonly Currency[];

/** Is this one of the currencies we can count in? */
export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(decimals, code);
}

/** Decimals of a currency: 2 for DKK, 0 for ISK. */
export function decimalsOf(currency: Currency): number {
  return decimals[currency];
}

/**
 * A decimal lexeme ("1234.5", "-0.05", "2000") as minor units of the currency.
 * Returns null when it is not a plain decimal, or has more decimals than the currency (unless they are zeros).
 */
export function minorFromDecimal(lexeme: string, currency: Currency): bigint | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,10}))?$/.exec(lexeme.trim());
  if (!match) return null;
  const [, sign, whole = '', fraction = ''] = match;
  const places = decimals[currency];
  if (/[^0]/.test(fraction.slice(places))) return null;
  const minor = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  return sign ? -minor : minor;
}

/** Minor units as a decimal with a point and no thousands mark: "-1234.50". For wires and CSV, not for people. */
export function decimalFromMinor(minor: bigint, currency: Currency): string {
  const places = decimals[currency];
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Half away from zero: how a person rounds an øre. `denominator` must be positive. */
export function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const doubled = (numerator < 0n ? -numerator : numerator) * 2n + denominator;
  const rounded = doubled / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
}

export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

export function smallest(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
