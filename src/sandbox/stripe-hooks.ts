/** Stripe's events: kept as the exact bytes that are signed, and posted to the app until it answers. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Posting } from './posting.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import type { StripeEvent } from './stripe-state.ts';
import { touch, type World } from './world.ts';

/** Writes an event of a connected account: `account` stands at the top, as it does for Connect. */
export function recordEvent(world: World, account: string, type: string, object: unknown): StripeEvent {
  const id = `evt_1${randomBytes(12).toString('hex')}`;
  const body = JSON.stringify({
    id,
    object: 'event',
    account,
    api_version: '2026-10-28.endive',
    created: Math.floor(Date.now() / 1000),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  });
  const event: StripeEvent = { id, type, account, body, delivered: false };
  world.stripe.events.push(event);
  touch(world);
  return event;
}

/** Signs with the wall time of each try. True when the app took it. */
export async function deliverEvent(
  world: World,
  options: SandboxOptions,
  posting: Posting,
  event: StripeEvent,
): Promise<boolean> {
  const delivered = await posting.post(() => ({
    url: new URL('/hooks/stripe', options.appUrl).href,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': signature(event.body, options.stripeWebhookSecret),
    },
    body: event.body,
  }));
  if (delivered) event.delivered = true;
  touch(world);
  return delivered;
}

/** The header `Stripe-Signature` for a body sent at this wall time (now, unless a test says otherwise). */
export function signature(body: string, secret: string, wallSeconds = Math.floor(Date.now() / 1000)): string {
  const hash = createHmac('sha256', secret).update(`${wallSeconds}.${body}`, 'utf8').digest('hex');
  return `t=${wallSeconds},v1=${hash}`;
}
