/** How much of a payment has gone back, read from the provider: refunds of its charge, and disputes that took money. */
import t from 'tap';
import { stripePayments } from '../../src/adapters/stripe.ts';
import { deadAddress, json, type Reply, smallServer } from './small-server.ts';

const payment = (change: Record<string, unknown> = {}) => ({
  id: 'pi_1',
  object: 'payment_intent',
  currency: 'dkk',
  metadata: { payment_id: '0b9d5c2e-6a1f-4a55-9e3b-111111111111' },
  latest_charge: { id: 'ch_1', object: 'charge', amount_refunded: 0 },
  ...change,
});
const dispute = (status: string, amount: number, currency = 'dkk') => ({ object: 'dispute', status, amount, currency });
const list = (data: readonly unknown[]) => ({ object: 'list', data, has_more: false, url: '/v1/disputes' });

async function read(t: Parameters<typeof smallServer>[0], intent: Reply, disputes: Reply = json(list([]))) {
  const server = await smallServer(t);
  server.answer = (asked, response) => (asked.url.pathname.endsWith('/disputes') ? disputes : intent)(asked, response);
  const options = { apiUrl: server.origin, secretKey: 'sk_test', webhookSecret: 'whsec_test', timeoutMs: 2000 };
  return { server, answer: await stripePayments(options).readMoneyBack('acct_creditor', 'pi_1') };
}

t.test('what was refunded and what disputes took is read on the creditor’s own account', async (t) => {
  const { server, answer } = await read(
    t,
    json(payment({ latest_charge: { amount_refunded: 5000 } })),
    json(
      list([dispute('needs_response', 700), dispute('lost', 30), dispute('won', 9000), dispute('warning_closed', 8)]),
    ),
  );
  t.strictSame(answer, {
    kind: 'done',
    value: {
      providerPayment: 'pi_1',
      paymentId: '0b9d5c2e-6a1f-4a55-9e3b-111111111111',
      currency: 'DKK',
      refundedMinor: 5000n,
      chargedBackMinor: 730n,
    },
  });
  t.equal(server.asked.length, 2);
  for (const asked of server.asked) {
    t.equal(asked.method, 'GET', 'reading changes nothing');
    t.equal(asked.headers['stripe-account'], 'acct_creditor');
  }
});

t.test('a payment without a charge, or that is not ours, has nothing of ours that went back', async (t) => {
  const { answer } = await read(t, json(payment({ latest_charge: null, metadata: {} })));
  t.match(answer, { kind: 'done', value: { paymentId: null, refundedMinor: 0n, chargedBackMinor: 0n } });
});

t.test('what cannot be read is refused by name and nothing is made of it', async (t) => {
  const table: [what: string, intent: Reply, disputes: Reply][] = [
    ['the payment', json(payment({ currency: 'xyz' })), json(list([]))],
    ['the payment', json(payment({ latest_charge: { amount_refunded: -1 } })), json(list([]))],
    ['its disputes', json(payment()), json(list([{ status: 'lost' }]))],
    ['a dispute in another currency', json(payment()), json(list([dispute('lost', 100, 'eur')]))],
  ];
  for (const [what, intent, disputes] of table) {
    const { answer } = await read(t, intent, disputes);
    t.match(answer, { kind: 'refused', refusal: { code: 'malformed', what: `Stripe: ${what} cannot be read` } });
  }
});

t.test('a provider that is not there leaves it unknown', async (t) => {
  const options = { apiUrl: await deadAddress(), secretKey: 'sk_test', webhookSecret: 'whsec_test', timeoutMs: 500 };
  t.equal((await stripePayments(options).readMoneyBack('acct_creditor', 'pi_1')).kind, 'unknown');
});
