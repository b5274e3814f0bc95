/**
 * What the books say, entered as the difference to what they said before. Principal and clearing of an invoice together
 * are always what the books showed last.
 */
import type { Day } from '../values/day.ts';
import { smallest } from '../values/money.ts';
import type { Account } from './accounts.ts';
import type { Posting, Transaction } from './posting.ts';

export type BooksObserved = {
  readonly invoiceId: string;
  /** What the books showed as left at our last observation; 0 when this is the first. */
  readonly booksBeforeMinor: bigint;
  /** Portal money for this invoice that the books have not shown yet; below zero: money taken back that they still show. */
  readonly clearingMinor: bigint;
  readonly booksNowMinor: bigint;
  /** The day the change counts from: the invoice's own day at first, then the booked payment's day. */
  readonly valueDay: Day;
  readonly cause: string;
};

/**
 * A fall in the books first releases what waits in clearing (it is the same money) and only then lowers principal; a rise
 * first fills what was taken back from clearing (the books now show the refund we knew of) and only then raises principal.
 * Null when the books say what they said before.
 */
export function observeBooks(observed: BooksObserved): Transaction | null {
  const fall = observed.booksBeforeMinor - observed.booksNowMinor;
  if (fall === 0n) return null;
  const { clearingMinor } = observed;
  const explained =
    fall > 0n
      ? smallest(fall, clearingMinor > 0n ? clearingMinor : 0n)
      : -smallest(-fall, clearingMinor < 0n ? -clearingMinor : 0n);
  const posting = (account: Account, amountMinor: bigint): Posting => {
    return { account, invoiceId: observed.invoiceId, amountMinor, valueDay: observed.valueDay };
  };
  const postings = [posting('clearing', -explained), posting('principal', explained - fall), posting('books', fall)];
  return {
    cause: observed.cause,
    reason: 'books-observed',
    postings: postings.filter((each) => each.amountMinor !== 0n),
  };
}
