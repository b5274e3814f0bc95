import type Stripe from 'stripe';
import t from 'tap';
import { breakVendor } from '../../src/sandbox/world.ts';
import { until } from './sandbox-rig.ts';
import {
  checkout,
  connect,
  connectedRig,
  exchange,
  nordvindAccount,
  refusal,
  sdk,
  soenderbyAccount,
} from './sandbox-stripe-rig.ts';

t.test('a session is opened through the SDK, read back, and belongs to its account alone', async (t) => {
  const { rig, stripe, onNordvind } = await connectedRig();
  t.teardown(rig.close);
  await exchange(rig, await connect(rig, soenderbyAccount));
  const made = await stripe.checkout.sessions.create(checkout(), onNordvind);
  t.match(made, {
    object: 'checkout.session',
    status: 'open',
    payment_status: 'unpaid',
    amount_total: 510_050,
    currency: 'dkk',
    client_reference_id: 'payment-1',
    metadata: { payment_id: 'payment-1' },
  });
  t.ok(made.url?.startsWith(`${rig.sandbox.url}/pay/cs_test_`));
  t.match(await stripe.checkout.sessions.retrieve(made.id, {}, onNordvind), { id: made.id, status: 'open' });
  t.match(await refusal(stripe.checkout.sessions.retrieve(made.id, {}, { stripeAccount: soenderbyAccount })), {
    status: 404,
    code: 'resource_missing',
  });
  t.match(
    await refusal(stripe.checkout.sessions.create(checkout())),
    { status: 400 },
    'never on the platform account: no money passes us',
  );
  t.match(await refusal(sdk(rig, 'sk_test_wrong').checkout.sessions.retrieve(made.id, {}, onNordvind)), {
    status: 401,
  });
});

t.test('what Stripe refuses is refused here in its words', async (t) => {
  const { rig, stripe, onNordvind } = await connectedRig();
  t.teardown(rig.close);
  const now = Math.floor(Date.now() / 1000);
  const line = (unit_amount: number, currency = 'dkk') => ({
    quantity: 1,
    price_data: { currency, unit_amount, product_data: { name: 'Faktura' } },
  });
  const cases: Array<[string, Record<string, unknown>, Record<string, unknown>]> = [
    ['removed parameter', { payment_method_types: ['card'] }, { code: 'payment_method_types_no_longer_supported' }],
    ['unknown parameter', { colour: 'red' }, { code: 'parameter_unknown', param: 'colour' }],
    [
      'unknown in a line',
      { line_items: [{ ...line(500), amount: 5 }] },
      { code: 'parameter_unknown', param: 'line_items[0][amount]' },
    ],
    ['two kroner forty-nine', { line_items: [line(249)] }, { code: 'amount_too_small' }],
    ['two currencies', { line_items: [line(500), line(500, 'eur')] }, { param: 'line_items[1][price_data][currency]' }],
    ['no lines', { line_items: [] }, { code: 'parameter_missing', param: 'line_items' }],
    ['101 lines', { line_items: Array.from({ length: 101 }, () => line(500)) }, { param: 'line_items' }],
    ['20 minutes', { expires_at: now + 20 * 60 }, { param: 'expires_at' }],
    ['25 hours', { expires_at: now + 25 * 3600 }, { param: 'expires_at' }],
    ['a language it has not', { locale: 'no' }, { param: 'locale' }],
    ['no mail address', { customer_email: 'nobody' }, { code: 'email_invalid' }],
    ['long metadata', { metadata: { note: 'x'.repeat(501) } }, { param: 'metadata[note]' }],
    ['an old ui_mode', { ui_mode: 'hosted' }, { param: 'ui_mode' }],
  ];
  for (const [name, change, expected] of cases) {
    const params = { ...checkout(), ...change } as Stripe.Checkout.SessionCreateParams;
    t.match(
      await refusal(stripe.checkout.sessions.create(params, onNordvind)),
      { status: 400, type: 'invalid_request_error', ...expected },
      name,
    );
  }
  t.ok(
    (await stripe.checkout.sessions.create(checkout({ line_items: [line(250)] }), onNordvind)).id,
    'two kroner fifty is enough',
  );
});

t.test('an idempotency key answers once for each account', async (t) => {
  const { rig, stripe, onNordvind } = await connectedRig();
  t.teardown(rig.close);
  await exchange(rig, await connect(rig, soenderbyAccount));
  const params = checkout();
  const first = await stripe.checkout.sessions.create(params, { ...onNordvind, idempotencyKey: 'payment-1' });
  const again = await stripe.checkout.sessions.create(params, { ...onNordvind, idempotencyKey: 'payment-1' });
  t.equal(again.id, first.id);
  t.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
  const changed = checkout({ expires_at: params.expires_at, client_reference_id: 'other' });
  t.match(await refusal(stripe.checkout.sessions.create(changed, { ...onNordvind, idempotencyKey: 'payment-1' })), {
    status: 400,
    type: 'idempotency_error',
  });
  const elsewhere = await stripe.checkout.sessions.create(params, {
    stripeAccount: soenderbyAccount,
    idempotencyKey: 'payment-1',
  });
  t.not(elsewhere.id, first.id);
  const bad = { ...params, locale: 'no' } as unknown as Stripe.Checkout.SessionCreateParams;
  await refusal(stripe.checkout.sessions.create(bad, { ...onNordvind, idempotencyKey: 'payment-2' }));
  t.ok(
    (await stripe.checkout.sessions.create(params, { ...onNordvind, idempotencyKey: 'payment-2' })).id,
    'a refused request does not use its key up',
  );
});

t.test('paying signs an event the SDK believes, then sends the payer home', async (t) => {
  const { rig, stripe, onNordvind } = await connectedRig();
  t.teardown(rig.close);
  const made = await stripe.checkout.sessions.create(checkout(), onNordvind);
  const page = await (await fetch(made.url ?? '')).text();
  t.match(page, /Morarente &amp; gebyr/);
  t.match(page, /5100,50 DKK/);
  const home = await fetch(made.url ?? '', {
    method: 'POST',
    body: new URLSearchParams({ act: 'pay' }),
    redirect: 'manual',
  });
  t.equal(home.status, 303);
  t.equal(home.headers.get('location'), `http://localhost:1/paid?session=${made.id}`);
  t.equal(rig.taken.length, 1, 'the app knows before the payer is back');
  const hook = rig.taken[0];
  const event = stripe.webhooks.constructEvent(
    hook?.body ?? '',
    String(hook?.headers['stripe-signature']),
    rig.options.stripeWebhookSecret,
  );
  t.match(event, { type: 'checkout.session.completed', account: nordvindAccount, livemode: false });
  t.match(event.data.object, {
    id: made.id,
    payment_status: 'paid',
    status: 'complete',
    amount_total: 510_050,
    payment_intent: /^pi_/,
  });
  t.throws(() =>
    stripe.webhooks.constructEvent(
      `${hook?.body} `,
      String(hook?.headers['stripe-signature']),
      rig.options.stripeWebhookSecret,
    ),
  );
  t.match(await stripe.checkout.sessions.retrieve(made.id, {}, onNordvind), {
    status: 'complete',
    payment_status: 'paid',
    url: null,
  });
  t.equal(
    (await fetch(made.url ?? '', { method: 'POST', body: new URLSearchParams({ act: 'pay' }) })).status,
    410,
    'not twice',
  );
});

t.test('turning back at the payment page leaves the session open and tells nobody', async (t) => {
  const { rig, stripe, onNordvind } = await connectedRig();
  t.teardown(rig.close);
  const made = await stripe.checkout.sessions.create(checkout(), onNordvind);
  const home = await fetch(made.url ?? '', {
    method: 'POST',
    body: new URLSearchParams({ act: 'cancel' }),
    redirect: 'manual',
  });
  t.equal(home.headers.get('location'), 'http://localhost:1/back');
  t.match(await stripe.checkout.sessions.retrieve(made.id, {}, onNordvind), {
    status: 'open',
    payment_status: 'unpaid',
  });
  t.same(rig.taken, []);
});

t.test('an event the app could not take comes again', async (t) => {
  const { rig, stripe, onNordvind } = await connectedRig();
  t.teardown(rig.close);
  rig.app.status = 500;
  const made = await stripe.checkout.sessions.create(checkout(), onNordvind);
  const paying = fetch(made.url ?? '', {
    method: 'POST',
    body: new URLSearchParams({ act: 'pay' }),
    redirect: 'manual',
  });
  await until(() => rig.taken.length === 1);
  rig.app.status = 200;
  await paying;
  t.equal(rig.taken.length, 2);
  t.equal(rig.taken[0]?.body, rig.taken[1]?.body, 'the same event, the same id');
});

t.test('a broken Stripe fails, limits and talks rubbish', async (t) => {
  const { rig, stripe, onNordvind } = await connectedRig();
  t.teardown(rig.close);
  const ask = () => stripe.checkout.sessions.create(checkout(), onNordvind);
  breakVendor(rig.sandbox.world, 'stripe', 'fail');
  t.match(await refusal(ask()), { status: 500, type: 'api_error' });
  breakVendor(rig.sandbox.world, 'stripe', 'limited');
  t.match(await refusal(ask()), { status: 429, code: 'rate_limit' });
  breakVendor(rig.sandbox.world, 'stripe', 'garbage');
  await t.rejects(ask());
  t.same(rig.sandbox.world.stripe.sessions, [], 'and nothing was opened');
});
