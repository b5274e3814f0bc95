/** A sandbox with a connected Stripe account, and the SDK pointed at it. */
import Stripe from 'stripe';
import { type Rig, startRig } from './sandbox-rig.ts';

export const nordvindAccount = 'acct_1Nordvind0Kaffe';
export const soenderbyAccount = 'acct_1Soenderby0Fisk';

export function sdk(rig: Rig, key = rig.options.stripeSecretKey): Stripe {
  const { hostname, port } = new URL(rig.sandbox.stripeApiUrl);
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    timeout: 4000,
  });
}

/** Through the page, as a creditor does it: the code that comes back is exchanged. */
export async function connect(rig: Rig, account: string): Promise<string> {
  const redirect = 'http://localhost:1/back';
  const body = new URLSearchParams({
    redirect_uri: redirect,
    state: 's1',
    scope: 'read_write',
    account,
    act: 'connect',
  });
  const back = await fetch(`${rig.sandbox.stripeConnectUrl}/oauth/authorize`, {
    method: 'POST',
    body,
    redirect: 'manual',
  });
  return new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
}

export async function exchange(rig: Rig, code: string) {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    client_secret: rig.options.stripeSecretKey,
  });
  const answer = await fetch(`${rig.sandbox.stripeConnectUrl}/oauth/token`, { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

export async function connectedRig() {
  const rig = await startRig();
  await exchange(rig, await connect(rig, nordvindAccount));
  return { rig, stripe: sdk(rig), onNordvind: { stripeAccount: nordvindAccount } };
}

export function checkout(
  change: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    success_url: 'http://localhost:1/paid?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://localhost:1/back',
    client_reference_id: 'payment-1',
    locale: 'da',
    metadata: { payment_id: 'payment-1' },
    payment_intent_data: { metadata: { payment_id: 'payment-1' } },
    line_items: [
      { quantity: 1, price_data: { currency: 'dkk', unit_amount: 500_000, product_data: { name: 'Faktura 20409' } } },
      {
        quantity: 1,
        price_data: { currency: 'dkk', unit_amount: 10_050, product_data: { name: 'Morarente & gebyr' } },
      },
    ],
    expires_at: Math.floor(Date.now() / 1000) + 3600,
    ...change,
  };
}

/** The error the SDK makes of a refusal. */
export async function refusal(act: Promise<unknown>) {
  try {
    await act;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError)
      return { status: error.statusCode, type: error.rawType, code: error.code, param: error.param };
    throw error;
  }
  return null;
}
