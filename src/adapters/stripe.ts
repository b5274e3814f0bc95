/**
 * The payment port over Stripe Checkout: direct charges on the creditor's own connected account. The payment's id is the
 * idempotency key, so that asking twice opens one session; nothing is retried in here.
 */
import Stripe from 'stripe';
import { z } from 'zod';
import type {
  Checkout,
  CheckoutRequest,
  CheckoutState,
  PaymentEvent,
  PaymentProvider,
  PaymentRefusal,
} from '../payments/port.ts';
import type { Instant } from '../values/day.ts';
import { type Currency, isCurrency, sum } from '../values/money.ts';
import { done, type Outcome, refused, unknown } from '../values/outcome.ts';
import { whyItBroke } from './connection.ts';
import { readMoneyBack } from './stripe-money-back.ts';

export type StripeOptions = {
  /** "https://api.stripe.com"; a path in it is kept as a prefix. */
  readonly apiUrl: string;
  readonly secretKey: string;
  /** Of the endpoint for events on connected accounts; it has a secret of its own. */
  readonly webhookSecret: string;
  /** For the whole call, its body included. */
  readonly timeoutMs: number;
};

/** Stripe's bounds: lines of one session in payment mode, and the age of a signature in seconds. */
const mostLines = 100;
const signatureAge = 300;

/** An answer that says nothing about what was done. */
class UnusableAnswer extends Error {}

export function stripePayments(options: StripeOptions): PaymentProvider {
  const stripe = stripeClient(options);
  return {
    async openCheckout(request) {
      const fault = faultOf(request);
      if (fault) return refused({ code: 'rejected', what: fault });
      try {
        const session = await stripe.checkout.sessions.create(sessionParams(request), {
          stripeAccount: request.account,
          idempotencyKey: request.paymentId,
        });
        return checkoutIn(session);
      } catch (error) {
        // An answer that cannot be read may still have opened the session.
        return outcomeOf(error, () => unknown('Stripe: the answer to an opened checkout cannot be read'));
      }
    },
    async readCheckout(account, sessionId) {
      try {
        return stateIn(await stripe.checkout.sessions.retrieve(sessionId, {}, { stripeAccount: account }));
      } catch (error) {
        return outcomeOf(error, () => refused({ code: 'malformed', what: 'Stripe: the checkout is not JSON' }));
      }
    },
    async readMoneyBack(account, providerPayment) {
      try {
        return await readMoneyBack(stripe, account, providerPayment, stripeFactor);
      } catch (error) {
        return outcomeOf(error, () => refused({ code: 'malformed', what: 'Stripe: the payment is not JSON' }));
      }
    },
    verifyEvent: (rawBody, signature, wallNow) =>
      verifiedEvent(stripe, options.webhookSecret, rawBody, signature, wallNow),
  };
}

/** The SDK over our own fetch: one deadline, no redirects, and every 3xx and 5xx a broken connection whatever its body says. */
function stripeClient(options: StripeOptions): Stripe {
  const base = new URL(options.apiUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const oneCall: typeof fetch = async (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input);
    address.pathname = prefix + address.pathname;
    const response = await fetch(address, { ...init, redirect: 'manual' });
    if ((response.status >= 200 && response.status < 300) || (response.status >= 400 && response.status < 500))
      return response;
    await response.body?.cancel();
    throw new UnusableAnswer(`it answered ${response.status}`);
  };
  const protocol = base.protocol === 'http:' ? 'http' : 'https';
  return new Stripe(options.secretKey, {
    host: base.hostname,
    port: base.port || (protocol === 'http' ? 80 : 443),
    protocol,
    timeout: options.timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(oneCall),
  });
}

function faultOf(request: CheckoutRequest): string | null {
  if (request.lines.length === 0 || request.lines.length > mostLines) return `a checkout holds 1 to ${mostLines} lines`;
  if (request.lines.some((line) => line.amountMinor < 0n)) return 'a checkout has no negative lines';
  if (sum(request.lines.map((line) => line.amountMinor)) > 99_999_999n) return 'the amount is larger than Stripe takes';
  return null;
}

function sessionParams(request: CheckoutRequest): Stripe.Checkout.SessionCreateParams {
  const metadata = { payment_id: request.paymentId };
  return {
    mode: 'payment',
    client_reference_id: request.paymentId,
    metadata,
    // Stripe does not copy the session's metadata to the payment: refunds and disputes would arrive without ours.
    payment_intent_data: { metadata },
    line_items: request.lines.map((line) => ({
      quantity: 1,
      price_data: {
        currency: request.currency.toLowerCase(),
        unit_amount: Number(line.amountMinor * stripeFactor(request.currency)),
        product_data: { name: line.name },
      },
    })),
    locale: request.language,
    ...(request.email ? { customer_email: request.email } : {}),
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
    expires_at: Math.floor(request.expiresAt.getTime() / 1000),
    // The debtor pays in the invoice's currency: what is reconciled is what was owed.
    adaptive_pricing: { enabled: false },
    submit_type: 'pay',
  };
}

/** Stripe wants króna with two decimals, always 00, though króna has none. */
function stripeFactor(currency: Currency): bigint {
  return currency === 'ISK' ? 100n : 1n;
}

const openedSession = z.object({ id: z.string().min(1), url: z.url() });

function checkoutIn(session: unknown): Outcome<Checkout, PaymentRefusal> {
  const read = openedSession.safeParse(session);
  if (!read.success) return unknown('Stripe: the answer to an opened checkout has no session and address');
  return done({ sessionId: read.data.id, url: read.data.url });
}

const sessionState = z.object({
  id: z.string().min(1),
  status: z.enum(['open', 'complete', 'expired']),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  amount_total: z.int().nonnegative(),
  currency: z
    .string()
    .transform((code) => code.toUpperCase())
    .refine(isCurrency),
  client_reference_id: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  payment_intent: z.union([z.string(), z.object({ id: z.string() }).transform((intent) => intent.id)]).nullish(),
});

function stateIn(session: unknown): Outcome<CheckoutState, PaymentRefusal> {
  const read = sessionState.safeParse(session);
  if (!read.success) {
    const field = read.error.issues[0]?.path.join('.') || 'the whole';
    return refused({ code: 'malformed', what: `Stripe: the checkout cannot be read at ${field}` });
  }
  const { id, status, payment_status, amount_total, currency, client_reference_id, metadata, payment_intent } =
    read.data;
  const factor = stripeFactor(currency);
  if (BigInt(amount_total) % factor !== 0n)
    return refused({ code: 'malformed', what: 'Stripe: the checkout holds a part of a króna' });
  return done({
    sessionId: id,
    paymentId: client_reference_id ?? metadata?.['payment_id'] ?? null,
    status,
    paid: payment_status === 'paid',
    amountMinor: BigInt(amount_total) / factor,
    currency,
    providerPayment: payment_intent ?? null,
  });
}

/**
 * What an error of the SDK says about the call. Stripe's sentences stay out: they may repeat keys and addresses. `unreadable`
 * answers for an answer that is not JSON.
 */
function outcomeOf<Value>(
  error: unknown,
  unreadable: () => Outcome<Value, PaymentRefusal>,
): Outcome<Value, PaymentRefusal> {
  if (error instanceof Stripe.errors.StripeConnectionError) {
    const cause: unknown = error.detail;
    return unknown(`Stripe: ${cause instanceof UnusableAnswer ? cause.message : whyItBroke(cause)}`);
  }
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  const { statusCode, code } = error;
  if (statusCode === undefined) return unreadable();
  // 409: another call with this key is under way just now.
  if (statusCode < 400 || statusCode === 408 || statusCode === 409 || statusCode >= 500)
    return unknown(`Stripe: it answered ${statusCode}`);
  if (code === 'amount_too_small') return refused({ code: 'amount-too-small' });
  if (code === 'account_invalid' || statusCode === 403) return refused({ code: 'account-disconnected' });
  if (statusCode === 404) return refused({ code: 'not-found' });
  return refused({
    code: 'rejected',
    what: `Stripe answered ${statusCode} (${code ?? error.rawType ?? 'no code'}${error.param ? ` at ${error.param}` : ''})`,
  });
}

const eventShape = z.object({
  id: z.string().min(1),
  object: z.literal('event'),
  type: z.string().min(1),
  account: z.string().nullish(),
  data: z.object({
    object: z.object({
      object: z.string().nullish(),
      id: z.string().nullish(),
      /** Of charges, refunds and disputes; another kind of thing may have anything here. */
      payment_intent: z.unknown().optional(),
    }),
  }),
});

/** The SDK only looks at how old a signature is; one dated further ahead than its tolerance is no less wrong. */
function verifiedEvent(
  stripe: Stripe,
  secret: string,
  rawBody: Buffer,
  signature: string,
  wallNow: Instant,
): PaymentEvent | null {
  let verified: unknown;
  try {
    verified = stripe.webhooks.constructEvent(rawBody, signature, secret, signatureAge, undefined, wallNow.getTime());
  } catch {
    return null;
  }
  const signedAt = Number(/(?:^|,)\s*t=(\d+)/.exec(signature)?.[1]);
  if (!(signedAt - wallNow.getTime() / 1000 <= signatureAge)) return null;
  const read = eventShape.safeParse(verified);
  if (!read.success) return null;
  const { id, type, account, data } = read.data;
  const sessionId = data.object.object === 'checkout.session' ? (data.object.id ?? null) : null;
  const about = data.object.payment_intent;
  const moneyBack = ['charge', 'refund', 'dispute'].includes(data.object.object ?? '');
  const providerPayment = moneyBack && typeof about === 'string' ? about : null;
  return { eventId: id, type, account: account ?? null, sessionId, providerPayment };
}
