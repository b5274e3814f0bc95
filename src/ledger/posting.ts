/** Postings and the transactions that hold them together. Amounts are minor units of the case's one currency. */
import type { Day } from '../values/day.ts';
import { sum } from '../values/money.ts';
import type { Account, Reason } from './accounts.ts';

export type Posting = {
  readonly account: Account;
  /** The invoice it concerns; null where it concerns the case (fees, credit, money received). */
  readonly invoiceId: string | null;
  readonly amountMinor: bigint;
  /** The day it counts from, for interest. When it was recorded is the store's to say. */
  readonly valueDay: Day;
};

export type Transaction = {
  /** What made it, unique in the creditor's ledger, so that the same cause never posts twice. */
  readonly cause: string;
  readonly reason: Reason;
  readonly postings: readonly Posting[];
};

/** Double entry: the postings of a transaction add up to nothing. */
export function isBalanced(transaction: Transaction): boolean {
  return sum(transaction.postings.map((posting) => posting.amountMinor)) === 0n;
}
