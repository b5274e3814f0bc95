/** What an invoice brings into its case: the books' sum as its first entry, and a hold when part of it was paid before. */
import { observeBooks } from '../ledger/observation.ts';
import type { CasePostings } from '../ledger/store.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import type { PositionRow } from './store-facts.ts';
import type { NewHold } from './store-holds.ts';

export type Joining = { readonly position: PositionRow; readonly caseId: string; readonly currency: Currency };

/**
 * The first observation counts from the invoice's own day; what was paid before we came is simply not in it. Settled and owed
 * again, an invoice counts from the day it is taken in anew: the days before have been counted, or the books showed it paid.
 */
export function openingPostings(joining: readonly Joining[], today: Day): CasePostings[] {
  return joining.flatMap(({ position, caseId, currency }) => {
    const transaction = observeBooks({
      invoiceId: position.invoiceId,
      booksBeforeMinor: 0n,
      clearingMinor: 0n,
      booksNowMinor: position.remainderMinor,
      valueDay: position.run === 1 ? position.day : today,
      cause: `opened:${caseId}:${position.invoiceId}:${position.run}`,
    });
    return transaction ? [{ caseId, currency, transactions: [transaction] }] : [];
  });
}

/** Part of it was paid before its first rung: a person confirms the rest before anybody is asked for it. */
export function partPaidHolds(joining: readonly Joining[]): NewHold[] {
  return joining
    .filter(({ position }) => position.remainderMinor < position.grossMinor)
    .map(({ position, caseId, currency }) => ({
      kind: 'part-payment' as const,
      debtorId: position.debtorId,
      caseId,
      invoiceId: position.invoiceId,
      until: null,
      details: {
        beforeMinor: position.grossMinor.toString(),
        afterMinor: position.remainderMinor.toString(),
        currency,
        day: position.day,
      },
    }));
}
