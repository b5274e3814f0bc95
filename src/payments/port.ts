/** What payments ask of a payment provider. Charges are made on the creditor's own account: no money passes us. */
import type { Instant } from '../values/day.ts';
import type { Language } from '../values/language.ts';
import type { Currency } from '../values/money.ts';
import type { Outcome } from '../values/outcome.ts';

export type CheckoutLine = { readonly name: string; readonly amountMinor: bigint };

export type CheckoutRequest = {
  /** Ours; also the idempotency key. */
  readonly paymentId: string;
  /** The creditor's own account at the provider. */
  readonly account: string;
  readonly currency: Currency;
  readonly lines: readonly CheckoutLine[];
  readonly language: Language;
  readonly email: string | null;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly expiresAt: Instant;
};

export type Checkout = { readonly sessionId: string; readonly url: string };

export type CheckoutState = {
  readonly sessionId: string;
  readonly paymentId: string | null;
  readonly status: 'open' | 'complete' | 'expired';
  readonly paid: boolean;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly providerPayment: string | null;
};

export type PaymentRefusal =
  | { readonly code: 'account-disconnected' }
  | { readonly code: 'amount-too-small' }
  | { readonly code: 'not-found' }
  | { readonly code: 'rejected'; readonly what: string }
  | { readonly code: 'malformed'; readonly what: string };

/** How much of a payment has gone back to the payer by now, whichever way it went and whenever it is read. */
export type MoneyBack = {
  readonly providerPayment: string;
  /** Ours, as the payment carries it. */
  readonly paymentId: string | null;
  readonly currency: Currency;
  /** Given back by the creditor. */
  readonly refundedMinor: bigint;
  /** Taken back by the payer's bank in disputes that are open or lost. */
  readonly chargedBackMinor: bigint;
};

/** A verified event of the provider, cut down to what we act on. */
export type PaymentEvent = {
  readonly eventId: string;
  readonly type: string;
  readonly account: string | null;
  readonly sessionId: string | null;
  /** The payment it is about, where it is about money that went back. */
  readonly providerPayment: string | null;
};

export interface PaymentProvider {
  openCheckout(request: CheckoutRequest): Promise<Outcome<Checkout, PaymentRefusal>>;
  readCheckout(account: string, sessionId: string): Promise<Outcome<CheckoutState, PaymentRefusal>>;
  readMoneyBack(account: string, providerPayment: string): Promise<Outcome<MoneyBack, PaymentRefusal>>;
  /** Is this body really the provider's, sent within five minutes? Null when it is not. `wallNow` is wall time. */
  verifyEvent(rawBody: Buffer, signature: string, wallNow: Instant): PaymentEvent | null;
}
