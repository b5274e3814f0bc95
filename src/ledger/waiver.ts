/** Giving up what is ours (fees, interest, compensation) when the principal is paid. Principal is never waived here. */
import type { Day } from '../values/day.ts';
import type { DebtorAccount } from './accounts.ts';
import { balanceOf } from './balance.ts';
import type { InterestToDate } from './interest-claim.ts';
import { claimInterest } from './interest-claim.ts';
import type { Posting, Transaction } from './posting.ts';

/**
 * Claims the interest that ran to `valueDay` and brings all of our own claims that are owed to nothing. Post all or none,
 * in this order; empty when nothing of ours is owed. Who waived and why is on the trail.
 */
export function waiveOurs(waiver: {
  readonly cause: string;
  readonly valueDay: Day;
  readonly transactions: readonly Transaction[];
  readonly interest: readonly InterestToDate[];
}): Transaction[] {
  const { cause, valueDay, transactions, interest } = waiver;
  const claim = claimInterest({ forCause: cause, valueDay, balance: balanceOf(transactions), interest });
  const claims = claim ? [claim] : [];
  const balance = balanceOf([...transactions, ...claims]);
  const owed: [DebtorAccount, string | null, bigint][] = [
    ['fee', null, balance.feeMinor],
    ['compensation', null, balance.compensationMinor],
  ];
  for (const [invoiceId, minor] of balance.interestByInvoice) owed.push(['interest', invoiceId, minor]);
  const postings: Posting[] = [];
  for (const [account, invoiceId, minor] of owed) {
    if (minor <= 0n) continue;
    postings.push({ account, invoiceId, amountMinor: -minor, valueDay });
    postings.push({ account: 'waived', invoiceId, amountMinor: minor, valueDay });
  }
  return postings.length === 0 ? claims : [...claims, { cause, reason: 'claims-waived', postings }];
}
