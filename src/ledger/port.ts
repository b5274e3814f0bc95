/** What the ledger asks of a central bank: its own rate, as it was in force on given days. */
import type { Day } from '../values/day.ts';
import type { Outcome } from '../values/outcome.ts';

export type BankRate = {
  readonly day: Day;
  /** Per cent a year as a decimal lexeme, "1.75" or "-0.35". */
  readonly percent: string;
  /** Where a person can read it. */
  readonly source: string;
};

export type CentralBank = {
  /**
   * The bank's own rate in force on each of these days, none of them to come. A day the bank has not told of yet is simply
   * not in the answer. Nothing is rounded or added: what the law makes of it is the law room's to say.
   */
  ratesOn(
    days: readonly Day[],
  ): Promise<Outcome<readonly BankRate[], { readonly code: 'malformed'; readonly what: string }>>;
};
