/**
 * What is ours (fees, interest, compensation) leaves the debtor's side without a portal payment: given up, whole or in part,
 * or paid to the bank as a member has seen in the books. Principal is never touched here.
 */
import type { Day } from '../values/day.ts';
import { smallest } from '../values/money.ts';
import { balanceOf } from './balance.ts';
import type { InterestToDate } from './interest-claim.ts';
import { claimInterest } from './interest-claim.ts';
import type { Posting, Transaction } from './posting.ts';

/** What can be given up by itself. */
export const waivable = ['fee', 'interest', 'compensation'] as const;
export type Waivable = (typeof waivable)[number];

export type OursToClear = {
  readonly cause: string;
  readonly valueDay: Day;
  readonly transactions: readonly Transaction[];
  readonly interest: readonly InterestToDate[];
};

/**
 * Claims the interest that ran to `valueDay` and brings all of our own claims that are owed to nothing. Post all or none,
 * in this order; empty when nothing of ours is owed. Who waived and why is on the trail.
 */
export function waiveOurs(waiver: OursToClear): Transaction[] {
  return clear(waiver, 'claims-waived', waivable, null);
}

/** The same for one kind of claim, up to a sum (minor units): of interest, the invoice that is named first goes first. */
export function waivePart(
  waiver: OursToClear & { readonly part: Waivable; readonly mostMinor: bigint },
): Transaction[] {
  return clear(waiver, 'claims-waived', [waiver.part], waiver.mostMinor);
}

/** A member has seen in the books that the debtor paid what is ours: all of it is received. */
export function receiveOurs(paid: OursToClear): Transaction[] {
  return clear(paid, 'paid-in-books', waivable, null);
}

function clear(
  { cause, valueDay, transactions, interest }: OursToClear,
  reason: 'claims-waived' | 'paid-in-books',
  parts: readonly Waivable[],
  mostMinor: bigint | null,
): Transaction[] {
  const claim = claimInterest({ forCause: cause, valueDay, balance: balanceOf(transactions), interest });
  const claims = claim ? [claim] : [];
  const balance = balanceOf([...transactions, ...claims]);
  const owed: [Waivable, string | null, bigint][] = [['fee', null, balance.feeMinor]];
  for (const [invoiceId, minor] of balance.compensationByInvoice) owed.push(['compensation', invoiceId, minor]);
  for (const [invoiceId, minor] of balance.interestByInvoice) owed.push(['interest', invoiceId, minor]);
  const other = (invoiceId: string | null) =>
    reason === 'claims-waived'
      ? ({ account: 'waived', invoiceId } as const)
      : ({ account: 'received', invoiceId: null } as const);
  const postings: Posting[] = [];
  let left = mostMinor;
  for (const [account, invoiceId, minor] of owed) {
    if (!parts.includes(account) || minor <= 0n) continue;
    const amountMinor = left === null ? minor : smallest(minor, left);
    if (amountMinor <= 0n) continue;
    if (left !== null) left -= amountMinor;
    postings.push({ account, invoiceId, amountMinor: -amountMinor, valueDay });
    postings.push({ ...other(invoiceId), amountMinor, valueDay });
  }
  return postings.length === 0 ? claims : [...claims, { cause, reason, postings }];
}
