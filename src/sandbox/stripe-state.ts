/** What Stripe knows: connected accounts, checkout sessions, events sent, and answers kept for replay. */

export type StripeAccount = {
  id: string;
  name: string;
  country: string;
  currency: string;
  /** Rykker may act for it; granting sets it, deauthorizing takes it back. */
  connected: boolean;
};

export type OAuthCode = { code: string; account: string; scope: string; usedUp: boolean; expiresAt: number };

export type SessionLine = { name: string; unitAmountMinor: bigint; quantity: number; metadata: Record<string, string> };

export type CheckoutSession = {
  id: string;
  account: string;
  /** Unix seconds, wall time. */
  created: number;
  expiresAt: number;
  currency: string;
  amountMinor: bigint;
  lines: SessionLine[];
  locale: string | null;
  customerEmail: string | null;
  clientReferenceId: string | null;
  metadata: Record<string, string>;
  paymentMetadata: Record<string, string>;
  successUrl: string;
  cancelUrl: string | null;
  status: 'open' | 'complete' | 'expired';
  paid: boolean;
  paymentIntent: string | null;
  /** What the merchant has given back of it, and disputes about it; absent in a world kept before there were any. */
  refundedMinor?: bigint;
  disputes?: StripeDispute[];
};

export type StripeDispute = {
  id: string;
  amountMinor: bigint;
  status: 'needs_response' | 'won' | 'lost';
  created: number;
};

/** An event as it goes over the wire. `body` is the exact text that is signed. */
export type StripeEvent = { id: string; type: string; account: string; body: string; delivered: boolean };

/** What was answered to an idempotency key, per account. */
export type Replay = { key: string; fingerprint: string; status: number; body: string };

export type StripeState = {
  accounts: StripeAccount[];
  codes: OAuthCode[];
  sessions: CheckoutSession[];
  events: StripeEvent[];
  replays: Replay[];
};
