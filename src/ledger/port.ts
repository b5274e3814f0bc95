/** What the ledger asks of a central bank: its published reference rates. */

import type { RateSeries } from '../law/reference-rates.ts';
import type { Day } from '../values/day.ts';
import type { Outcome } from '../values/outcome.ts';

export type PublishedRate = {
  readonly market: RateSeries;
  /** First day of the half-year it rules. */
  readonly fromDay: Day;
  /** Per cent a year as a decimal lexeme, "1.75" or "-0.35". */
  readonly percent: string;
  /** Where a person can check it. */
  readonly source: string;
};

export interface CentralBank {
  /** Rates for half-years that begin on these days. One that is not published yet is simply not in the answer. */
  referenceRates(
    market: RateSeries,
    fromDays: readonly Day[],
  ): Promise<Outcome<PublishedRate[], { readonly code: 'malformed'; readonly what: string }>>;
}
