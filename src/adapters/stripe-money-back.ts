/**
 * What Stripe says has gone back of a payment: its charge's refunds, and disputes for which the money was withdrawn. An
 * inquiry (`warning_…`) withdraws nothing; a dispute that is open has withdrawn, one that is won has brought it back.
 */
import type Stripe from 'stripe';
import { z } from 'zod';
import type { MoneyBack, PaymentRefusal } from '../payments/port.ts';
import { type Currency, isCurrency, sum } from '../values/money.ts';
import { done, type Outcome, refused } from '../values/outcome.ts';

const withdrawn = ['needs_response', 'under_review', 'lost'];
/** Stripe shows at most a hundred on a page; a payment has one or two. */
const mostDisputes = 100;

const currencyCode = z
  .string()
  .transform((code) => code.toUpperCase())
  .refine(isCurrency);
const intentShape = z.object({
  id: z.string().min(1),
  currency: currencyCode,
  metadata: z.record(z.string(), z.string()).nullish(),
  latest_charge: z.object({ amount_refunded: z.int().nonnegative() }).nullable(),
});
const disputesShape = z.object({
  data: z.array(z.object({ status: z.string(), amount: z.int().nonnegative(), currency: currencyCode })),
});

/** Reads a payment's refunds and disputes on the creditor's account; throws what the SDK throws. */
export async function readMoneyBack(
  stripe: Stripe,
  account: string,
  providerPayment: string,
  factorOf: (currency: Currency) => bigint,
): Promise<Outcome<MoneyBack, PaymentRefusal>> {
  const on = { stripeAccount: account };
  const intent = await stripe.paymentIntents.retrieve(providerPayment, { expand: ['latest_charge'] }, on);
  const disputes = await stripe.disputes.list({ payment_intent: providerPayment, limit: mostDisputes }, on);
  const [read, listed] = [intentShape.safeParse(intent), disputesShape.safeParse(disputes)];
  if (!read.success) return malformed('the payment');
  if (!listed.success) return malformed('its disputes');

  const { id, currency, metadata, latest_charge: charge } = read.data;
  const factor = factorOf(currency);
  const taken = listed.data.data.filter((dispute) => withdrawn.includes(dispute.status));
  if (taken.some((dispute) => dispute.currency !== currency)) return malformed('a dispute in another currency');
  const refunded = BigInt(charge?.amount_refunded ?? 0);
  const chargedBack = sum(taken.map((dispute) => BigInt(dispute.amount)));
  if (refunded % factor !== 0n || chargedBack % factor !== 0n) return malformed('a part of a króna');
  return done({
    providerPayment: id,
    paymentId: metadata?.['payment_id'] ?? null,
    currency,
    refundedMinor: refunded / factor,
    chargedBackMinor: chargedBack / factor,
  });
}

function malformed(what: string): Outcome<never, PaymentRefusal> {
  return refused({ code: 'malformed', what: `Stripe: ${what} cannot be read` });
}
