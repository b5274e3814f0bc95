/**
 * The least a card payment may be, minor units, by currency (the provider's published minimums). A currency that is not
 * here is left to the provider to judge.
 */
import type { Currency } from '../values/money.ts';

const smallestSums: { readonly [currency in Currency]?: bigint } = {
  DKK: 250n,
  NOK: 300n,
  SEK: 300n,
  EUR: 50n,
  GBP: 30n,
  USD: 50n,
  CHF: 50n,
  PLN: 200n,
  CZK: 1500n,
};

export function smallestSum(currency: Currency): bigint | null {
  return smallestSums[currency] ?? null;
}
