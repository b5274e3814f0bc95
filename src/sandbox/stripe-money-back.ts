/** Money that goes back at Stripe: refunds by the merchant, disputes by the cardholder's bank, and how both read on the wire. */
import { randomBytes } from 'node:crypto';
import { SandboxRefusal } from './refusal.ts';
import { recordEvent } from './stripe-hooks.ts';
import type { CheckoutSession, StripeDispute, StripeEvent } from './stripe-state.ts';
import type { World } from './world.ts';

/** The charge of a paid session: one, since nobody pays twice. */
const chargeOf = (session: CheckoutSession) => `ch_${(session.paymentIntent ?? '').slice(3)}`;

/** Refunds a part or all of what is left. Answers the events to be told, in the order Stripe tells them. */
export function refund(world: World, session: CheckoutSession, amountMinor: bigint): StripeEvent[] {
  const left = session.amountMinor - (session.refundedMinor ?? 0n);
  if (!session.paid) throw new SandboxRefusal('That checkout was never paid');
  if (amountMinor <= 0n || amountMinor > left)
    throw new SandboxRefusal(`Refund amount is greater than unrefunded amount`);
  session.refundedMinor = (session.refundedMinor ?? 0n) + amountMinor;
  const refunded = {
    id: `re_3${randomBytes(12).toString('hex')}`,
    object: 'refund',
    amount: Number(amountMinor),
    charge: chargeOf(session),
    currency: session.currency,
    payment_intent: session.paymentIntent,
    status: 'succeeded',
  };
  return [
    recordEvent(world, session.account, 'refund.created', refunded),
    recordEvent(world, session.account, 'charge.refunded', chargeShape(session)),
  ];
}

/** The cardholder's bank takes all that is left back, until the dispute ends. */
export function openDispute(world: World, session: CheckoutSession): StripeEvent[] {
  if (!session.paid) throw new SandboxRefusal('That checkout was never paid');
  if (session.disputes?.some((each) => each.status !== 'won')) throw new SandboxRefusal('It is disputed already');
  const amountMinor = session.amountMinor - (session.refundedMinor ?? 0n);
  if (amountMinor === 0n) throw new SandboxRefusal('All of it was refunded');
  const dispute: StripeDispute = {
    id: `du_1${randomBytes(12).toString('hex')}`,
    amountMinor,
    status: 'needs_response',
    created: Math.floor(Date.now() / 1000),
  };
  session.disputes = [...(session.disputes ?? []), dispute];
  return ['charge.dispute.created', 'charge.dispute.funds_withdrawn'].map((type) =>
    recordEvent(world, session.account, type, disputeShape(session, dispute)),
  );
}

export function closeDispute(world: World, session: CheckoutSession, how: 'won' | 'lost'): StripeEvent[] {
  const dispute = session.disputes?.find((each) => each.status === 'needs_response');
  if (!dispute) throw new SandboxRefusal('No dispute is open about it');
  dispute.status = how;
  const types =
    how === 'won' ? ['charge.dispute.funds_reinstated', 'charge.dispute.closed'] : ['charge.dispute.closed'];
  return types.map((type) => recordEvent(world, session.account, type, disputeShape(session, dispute)));
}

export function intentShape(session: CheckoutSession, withCharge: boolean): Record<string, unknown> {
  return {
    id: session.paymentIntent,
    object: 'payment_intent',
    amount: Number(session.amountMinor),
    amount_received: Number(session.amountMinor),
    currency: session.currency,
    latest_charge: withCharge ? chargeShape(session) : chargeOf(session),
    livemode: false,
    metadata: session.paymentMetadata,
    status: 'succeeded',
  };
}

function chargeShape(session: CheckoutSession): Record<string, unknown> {
  const refunded = session.refundedMinor ?? 0n;
  return {
    id: chargeOf(session),
    object: 'charge',
    amount: Number(session.amountMinor),
    amount_captured: Number(session.amountMinor),
    amount_refunded: Number(refunded),
    currency: session.currency,
    disputed: (session.disputes ?? []).length > 0,
    metadata: session.paymentMetadata,
    paid: true,
    payment_intent: session.paymentIntent,
    refunded: refunded === session.amountMinor,
    status: 'succeeded',
  };
}

export function disputeShape(session: CheckoutSession, dispute: StripeDispute): Record<string, unknown> {
  return {
    id: dispute.id,
    object: 'dispute',
    amount: Number(dispute.amountMinor),
    charge: chargeOf(session),
    created: dispute.created,
    currency: session.currency,
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: session.paymentIntent,
    reason: 'general',
    status: dispute.status,
  };
}
