/** What is left of fees and interest when the invoices are paid, given up: interest to the last day enters first. */
import type { InterestToDate } from '../ledger/interest-claim.ts';
import type { Transaction } from '../ledger/posting.ts';
import { waiveOurs } from '../ledger/waiver.ts';
import type { Day } from '../values/day.ts';
import type { CaseStatement } from './read-statement.ts';

/** Fees, interest and compensation that are left, minor units of the case's currency. */
export function oursLeft({ statement }: CaseStatement): bigint {
  return statement.feeMinor + statement.interestMinor + statement.compensationMinor;
}

/** Interest on each invoice to the statement's day, as the ledger claims it. */
export function interestToDate({ statement }: CaseStatement): InterestToDate[] {
  return statement.lines.map((line) => ({
    invoiceId: line.invoiceId,
    interestTotalMinor: line.interest?.totalMinor ?? null,
  }));
}

/**
 * The postings that give it up: interest to the last day enters the ledger, and everything of ours leaves it as waived. A
 * case that was opened again may be given up again: what was posted before is part of the cause.
 */
export function oursGivenUp(caseId: string, stated: CaseStatement, today: Day): Transaction[] {
  return waiveOurs({
    cause: `waived:${caseId}:${stated.transactions.length}`,
    valueDay: today,
    transactions: stated.transactions,
    interest: interestToDate(stated),
  });
}
