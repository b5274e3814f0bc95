import Stripe from 'stripe';
import t from 'tap';
import { stripePayments } from '../../src/adapters/stripe.ts';

const webhookSecret = 'whsec_of_a_test';

const event = {
  id: 'evt_1',
  object: 'event',
  type: 'checkout.session.completed',
  account: 'acct_creditor',
  livemode: false,
  data: { object: { id: 'cs_test_1', object: 'checkout.session' } },
};

t.test('an event counts only with Stripe’s signature, whole and not older than five minutes', (t) => {
  const payments = stripePayments({
    apiUrl: 'http://127.0.0.1:1',
    secretKey: 'sk_test_of_a_test',
    webhookSecret,
    timeoutMs: 1000,
  });
  const sentAt = new Date('2026-11-23T09:00:00Z');
  const sign = (body: string, secret = webhookSecret) =>
    new Stripe('sk_test_x').webhooks.generateTestHeaderString({
      payload: body,
      secret,
      timestamp: sentAt.getTime() / 1000,
    });
  const after = (seconds: number) => new Date(sentAt.getTime() + seconds * 1000);
  const body = JSON.stringify(event);
  const raw = Buffer.from(body);
  t.strictSame(payments.verifyEvent(raw, sign(body), after(1)), {
    eventId: 'evt_1',
    type: 'checkout.session.completed',
    account: 'acct_creditor',
    sessionId: 'cs_test_1',
    providerPayment: null,
  });
  t.ok(payments.verifyEvent(raw, sign(body), after(300)), 'five minutes');
  t.equal(payments.verifyEvent(raw, sign(body), after(301)), null, 'a second more: a replay');
  t.ok(payments.verifyEvent(raw, sign(body), after(-300)), 'their clock five minutes ahead');
  t.equal(payments.verifyEvent(raw, sign(body), after(-301)), null, 'from the future');
  t.equal(payments.verifyEvent(raw, sign(body, 'whsec_of_another'), after(1)), null, 'signed with another secret');
  t.equal(payments.verifyEvent(Buffer.from(`${body} `), sign(body), after(1)), null, 'one byte more');
  t.equal(payments.verifyEvent(raw, '', after(1)), null, 'not signed');
  t.equal(payments.verifyEvent(raw, sign(body).replace(/v1=/, 'v0='), after(1)), null, 'signed in another scheme');
  t.equal(payments.verifyEvent(Buffer.alloc(0), sign(''), after(1)), null, 'empty');
  for (const wrong of [
    '<html>',
    '{"id":"evt_1"',
    JSON.stringify({ ...event, id: 7 }),
    JSON.stringify({ ...event, data: null }),
    JSON.stringify({ ...event, object: 'v2.core.event' }),
  ]) {
    t.equal(payments.verifyEvent(Buffer.from(wrong), sign(wrong), after(1)), null, `signed, but ${wrong.slice(0, 12)}`);
  }
  const other = JSON.stringify({
    ...event,
    type: 'account.application.deauthorized',
    data: { object: { id: 'ca_1', object: 'application' } },
  });
  t.match(payments.verifyEvent(Buffer.from(other), sign(other), after(1)), {
    account: 'acct_creditor',
    sessionId: null,
  });
  t.end();
});
