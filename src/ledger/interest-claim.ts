/** Late interest enters the ledger only when money comes, or the claim is waived or closed: until then it is computed. */
import type { Day } from '../values/day.ts';
import type { Balance } from './balance.ts';
import type { Posting, Transaction } from './posting.ts';

/** Interest on one invoice from its first day to the day in question, rounded once; null where none may be claimed. */
export type InterestToDate = { readonly invoiceId: string; readonly interestTotalMinor: bigint | null };

/**
 * Claims, per invoice, the rounded total less what was claimed before. A total that fell (a payment became known late) is
 * a negative claim. Null when nothing differs. `forCause` is what it is claimed for; the claim's own cause follows from it.
 */
export function claimInterest(input: {
  readonly forCause: string;
  readonly valueDay: Day;
  readonly balance: Balance;
  readonly interest: readonly InterestToDate[];
}): Transaction | null {
  const { valueDay, balance } = input;
  const postings: Posting[] = [];
  for (const { invoiceId, interestTotalMinor } of input.interest) {
    if (interestTotalMinor === null) continue;
    const amountMinor = interestTotalMinor - (balance.interestClaimedByInvoice.get(invoiceId) ?? 0n);
    if (amountMinor === 0n) continue;
    postings.push({ account: 'interest', invoiceId, amountMinor, valueDay });
    postings.push({ account: 'claimed', invoiceId, amountMinor: -amountMinor, valueDay });
  }
  return postings.length === 0 ? null : { cause: `interest:${input.forCause}`, reason: 'interest-claimed', postings };
}
