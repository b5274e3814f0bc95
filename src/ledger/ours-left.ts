/**
 * What happens to fees, interest and compensation when the invoices are paid and these are left. No letter goes for them
 * alone, so either they are given up or a person agrees on them with the debtor.
 */
import type { Currency } from '../values/money.ts';

export const oursLeftChoices = ['waive-below', 'ask', 'waive-always'] as const;
export type OursLeftChoice = (typeof oursLeftChoices)[number];

export type OursLeftPolicy = {
  readonly choice: OursLeftChoice;
  /** By currency, minor units: less than this is given up. Where a currency has no sum, a person is asked. */
  readonly below: { readonly [currency in Currency]?: bigint };
};

/** About 500 Danish kroner in each of the markets' currencies, in round sums of its own. Minor units. */
export const usualBelow = { DKK: 50000n, SEK: 75000n, NOK: 75000n, EUR: 6500n, GBP: 5500n } as const;

/** Is this much given up by itself? */
export function givesUp(policy: OursLeftPolicy, currency: Currency, oursMinor: bigint): boolean {
  if (oursMinor <= 0n || policy.choice === 'waive-always') return true;
  if (policy.choice === 'ask') return false;
  return oursMinor < (policy.below[currency] ?? 0n);
}
