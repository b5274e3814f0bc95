/** A debtor's payment at the provider, from the press of the button to the money. */
import type { Instant } from '../values/day.ts';
import { minute, wholeDay } from '../values/day.ts';
import type { Currency } from '../values/money.ts';

/**
 * started: stored, checkout not open yet. open: the debtor is at the provider. processing: paid by a way that takes days.
 * An expired or failed one becomes paid all the same when the provider says, late, that the money came.
 */
export const paymentStates = ['started', 'open', 'processing', 'paid', 'expired', 'failed'] as const;
export type PaymentState = (typeof paymentStates)[number];

export function isPaymentState(text: string): text is PaymentState {
  return (paymentStates as readonly string[]).includes(text);
}

export type Payment = {
  readonly id: string;
  readonly caseId: string;
  readonly debtorId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  /** What the debtor chose to pay; none where only fees and interest were left. */
  readonly invoiceIds: readonly string[];
  /** The creditor's own account at the provider when it began. */
  readonly account: string;
  readonly sessionId: string | null;
  readonly state: PaymentState;
  readonly startedAt: Instant;
  /** Until when money may still come of it, business time: no letter leaves before. */
  readonly expiresAt: Instant;
  readonly paidAt: Instant | null;
  readonly providerPayment: string | null;
  /** What the provider gave back of it, and what a bank took back, as far as the ledger has followed. */
  readonly refundedMinor: bigint;
  readonly chargedBackMinor: bigint;
};

/** The provider wants at least thirty minutes (vendors' facts); one more for a slow road there. */
export const checkoutLife = 31 * minute;
/** When we look for ourselves if nobody told us: a little after the checkout's time is over. */
export const checkAfter = 35 * minute;
/** How soon we ask again when the provider did not answer. */
export const askAgainAfter = 5 * minute;
/** Bank debits take up to two weeks. */
export const bankLife = 14 * wholeDay;

/** Does this read like an id of ours? What a provider hands back may be anything. */
export function isPaymentId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/** The ledger's name for what this payment posts: the same payment never posts twice. */
export function paymentCause(paymentId: string): string {
  return `payment:${paymentId}`;
}

/** Where the money went, of a payment that was spread. */
export type PaymentUse = {
  readonly invoices: readonly { readonly invoiceId: string; readonly amountMinor: bigint }[];
  readonly feesMinor: bigint;
  readonly interestMinor: bigint;
  /** Beyond what was owed. */
  readonly overMinor: bigint;
};
