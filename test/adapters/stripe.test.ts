import t from 'tap';
import { stripePayments } from '../../src/adapters/stripe.ts';
import type { CheckoutRequest } from '../../src/payments/port.ts';
import { cutOff, deadAddress, json, type Reply, reset, silence, smallServer, text, trickle } from './small-server.ts';

function paymentsAt(origin: string, timeoutMs = 2000) {
  return stripePayments({
    apiUrl: origin,
    secretKey: 'sk_test_of_a_test',
    webhookSecret: 'whsec_of_a_test',
    timeoutMs,
  });
}

const request: CheckoutRequest = {
  paymentId: '0b9d5c2e-6a1f-4a55-9e3b-111111111111',
  account: 'acct_creditor',
  currency: 'DKK',
  lines: [
    { name: 'Faktura 20417', amountMinor: 200000n },
    { name: 'Morarenter', amountMinor: 345n },
  ],
  language: 'da',
  email: 'ida@havnecafe.example',
  successUrl: 'https://rykker.example/paid',
  cancelUrl: 'https://rykker.example/case',
  expiresAt: new Date('2026-11-23T10:30:00.900Z'),
};

const session = {
  id: 'cs_test_1',
  object: 'checkout.session',
  url: 'https://checkout.stripe.com/c/pay/cs_test_1',
  status: 'complete',
  payment_status: 'paid',
  amount_total: 200345,
  currency: 'dkk',
  client_reference_id: request.paymentId,
  metadata: { payment_id: request.paymentId },
  payment_intent: 'pi_1',
};

const stripeError = (status: number, error: Record<string, unknown>): Reply =>
  json({ error: { message: 'sk_test_of_a_test is not allowed', ...error } }, status);

t.test('a checkout is opened once on the creditor’s own account with our id everywhere', async (t) => {
  const server = await smallServer(t);
  server.answer = json(session);
  t.strictSame(await paymentsAt(`${server.origin}/stripe/`).openCheckout(request), {
    kind: 'done',
    value: { sessionId: 'cs_test_1', url: session.url },
  });
  t.equal(server.asked.length, 1);
  const [asked] = server.asked;
  t.equal(`${asked?.method} ${asked?.url.pathname}`, 'POST /stripe/v1/checkout/sessions');
  t.equal(asked?.headers['stripe-account'], 'acct_creditor');
  t.equal(asked?.headers['idempotency-key'], request.paymentId);
  t.equal(asked?.headers['authorization'], 'Bearer sk_test_of_a_test');
  t.strictSame(Object.fromEntries(new URLSearchParams(asked?.body)), {
    mode: 'payment',
    client_reference_id: request.paymentId,
    'metadata[payment_id]': request.paymentId,
    'payment_intent_data[metadata][payment_id]': request.paymentId,
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'dkk',
    'line_items[0][price_data][unit_amount]': '200000',
    'line_items[0][price_data][product_data][name]': 'Faktura 20417',
    'line_items[1][quantity]': '1',
    'line_items[1][price_data][currency]': 'dkk',
    'line_items[1][price_data][unit_amount]': '345',
    'line_items[1][price_data][product_data][name]': 'Morarenter',
    locale: 'da',
    customer_email: 'ida@havnecafe.example',
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
    expires_at: '1795429800',
    'adaptive_pricing[enabled]': 'false',
    submit_type: 'pay',
  });
});

t.test('a króna has no decimals with us and two with Stripe', async (t) => {
  const server = await smallServer(t);
  server.answer = json({ ...session, currency: 'isk', amount_total: 150000 });
  const payments = paymentsAt(server.origin);
  await payments.openCheckout({
    ...request,
    currency: 'ISK',
    email: null,
    lines: [{ name: 'Reikningur 1', amountMinor: 1500n }],
  });
  const body = new URLSearchParams(server.asked[0]?.body);
  t.equal(body.get('line_items[0][price_data][unit_amount]'), '150000');
  t.equal(body.has('customer_email'), false);
  t.match(await payments.readCheckout('acct_creditor', 'cs_test_1'), {
    kind: 'done',
    value: { amountMinor: 1500n, currency: 'ISK' },
  });
  server.answer = json({ ...session, currency: 'isk', amount_total: 150001 });
  t.match(await payments.readCheckout('acct_creditor', 'cs_test_1'), {
    kind: 'refused',
    refusal: { code: 'malformed' },
  });
});

t.test('a checkout that Stripe cannot hold is refused before it is asked', async (t) => {
  const server = await smallServer(t);
  const line = { name: 'Faktura', amountMinor: 100n };
  for (const lines of [
    [],
    Array.from({ length: 101 }, () => line),
    [line, { name: 'Kreditnota', amountMinor: -1n }],
    [{ name: 'Alt', amountMinor: 100_000_000n }],
  ]) {
    t.match(await paymentsAt(server.origin).openCheckout({ ...request, lines }), {
      kind: 'refused',
      refusal: { code: 'rejected' },
    });
  }
  t.equal(server.asked.length, 0);
});

t.test('a checkout is read as it stands now', async (t) => {
  const server = await smallServer(t);
  const payments = paymentsAt(server.origin);
  server.answer = json({ ...session, payment_intent: { id: 'pi_1', object: 'payment_intent' } });
  t.strictSame(await payments.readCheckout('acct_creditor', 'cs_test_1'), {
    kind: 'done',
    value: {
      sessionId: 'cs_test_1',
      paymentId: request.paymentId,
      status: 'complete',
      paid: true,
      amountMinor: 200345n,
      currency: 'DKK',
      providerPayment: 'pi_1',
    },
  });
  t.equal(`${server.asked[0]?.method} ${server.asked[0]?.url.pathname}`, 'GET /v1/checkout/sessions/cs_test_1');
  t.equal(server.asked[0]?.headers['stripe-account'], 'acct_creditor');
  server.answer = json({
    ...session,
    status: 'complete',
    payment_status: 'unpaid',
    payment_intent: null,
    client_reference_id: null,
  });
  t.match(await payments.readCheckout('acct_creditor', 'cs_test_1'), {
    kind: 'done',
    value: { paid: false, paymentId: request.paymentId, providerPayment: null },
  });
  for (const fault of [
    { currency: 'xau' },
    { amount_total: '200345' },
    { amount_total: 1.5 },
    { status: 'lost' },
    { payment_status: null },
    { id: 7 },
  ]) {
    server.answer = json({ ...session, ...fault });
    t.match(await payments.readCheckout('acct_creditor', 'cs_test_1'), {
      kind: 'refused',
      refusal: { code: 'malformed', what: `Stripe: the checkout cannot be read at ${Object.keys(fault)[0]}` },
    });
  }
});

t.test('every refusal of Stripe’s has its own word, and none repeats what Stripe said', async (t) => {
  const refused = (refusal: Record<string, string>) => ({ kind: 'refused', refusal });
  const cases: Array<[string, Reply, unknown]> = [
    [
      'too small',
      stripeError(400, { type: 'invalid_request_error', code: 'amount_too_small' }),
      refused({ code: 'amount-too-small' }),
    ],
    [
      'no such account',
      stripeError(403, { type: 'invalid_request_error', code: 'account_invalid' }),
      refused({ code: 'account-disconnected' }),
    ],
    [
      'account invalid as 400',
      stripeError(400, { type: 'invalid_request_error', code: 'account_invalid' }),
      refused({ code: 'account-disconnected' }),
    ],
    ['permission', stripeError(403, { type: 'invalid_request_error' }), refused({ code: 'account-disconnected' })],
    [
      '404',
      stripeError(404, { type: 'invalid_request_error', code: 'resource_missing' }),
      refused({ code: 'not-found' }),
    ],
    [
      'our own key',
      stripeError(401, { type: 'invalid_request_error' }),
      refused({ code: 'rejected', what: 'Stripe answered 401 (invalid_request_error)' }),
    ],
    [
      'a parameter',
      stripeError(400, { type: 'invalid_request_error', code: 'parameter_unknown', param: 'locale' }),
      refused({ code: 'rejected', what: 'Stripe answered 400 (parameter_unknown at locale)' }),
    ],
    [
      'too many calls',
      stripeError(429, { type: 'invalid_request_error', code: 'rate_limit' }),
      refused({ code: 'rejected', what: 'Stripe answered 429 (rate_limit)' }),
    ],
    [
      'another key',
      stripeError(400, { type: 'idempotency_error' }),
      refused({ code: 'rejected', what: 'Stripe answered 400 (idempotency_error)' }),
    ],
  ];
  const server = await smallServer(t);
  for (const [name, reply, expected] of cases) {
    server.answer = reply;
    t.strictSame(await paymentsAt(server.origin).openCheckout(request), expected, name);
    t.strictSame(
      await paymentsAt(server.origin).readCheckout('acct_creditor', 'cs_test_1'),
      expected,
      `${name}, reading`,
    );
  }
});

t.test(
  'where the session may or may not have been opened, the outcome is unknown and nothing is asked twice',
  async (t) => {
    const cases: Array<[string, Reply, string]> = [
      ['500', stripeError(500, { type: 'api_error' }), 'it answered 500'],
      ['502 with a page', text('<html>', 502), 'it answered 502'],
      ['a redirect', text('', 307, { location: '/v1/checkout/sessions' }), 'it answered 307'],
      ['409', stripeError(409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }), 'it answered 409'],
      ['silence', silence, 'there was no answer in time'],
      ['a body that never ends', trickle, 'there was no answer in time'],
      ['a reset', reset, 'the connection broke (ECONNRESET)'],
      ['a body cut off', cutOff, 'the connection broke'],
    ];
    const server = await smallServer(t);
    for (const [name, reply, why] of cases) {
      server.answer = reply;
      const before = server.asked.length;
      const opened = await paymentsAt(server.origin, 300).openCheckout(request);
      if (opened.kind !== 'unknown') return t.fail(`${name}: ${opened.kind}`);
      t.ok(opened.why.startsWith(`Stripe: ${why}`), `${name}: ${opened.why}`);
      t.equal(server.asked.length, before + 1, `${name}: asked once`);
      t.equal(
        (await paymentsAt(server.origin, 300).readCheckout('acct_creditor', 'cs_test_1')).kind,
        'unknown',
        `${name}, reading`,
      );
    }
    t.match(await paymentsAt(await deadAddress()).openCheckout(request), {
      kind: 'unknown',
      why: 'Stripe: the connection broke (ECONNREFUSED)',
    });
  },
);

t.test('an unreadable answer may have opened a session, but reading one is only malformed', async (t) => {
  const server = await smallServer(t);
  for (const [name, reply] of [
    ['a web page', text('<html>')],
    ['half of a JSON', text('{"id":"cs_te')],
    ['a web page as 404', text('<html>', 404)],
    ['wrong types', json({ id: 7, url: null })],
    ['an address that is none', json({ ...session, url: 'soon', currency: '' })],
  ] as const) {
    server.answer = reply;
    t.equal((await paymentsAt(server.origin).openCheckout(request)).kind, 'unknown', name);
    t.match(
      await paymentsAt(server.origin).readCheckout('acct_creditor', 'cs_test_1'),
      { kind: 'refused', refusal: { code: 'malformed' } },
      name,
    );
  }
});
