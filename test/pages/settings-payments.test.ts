/** The creditor's own account at the payment provider: connected by whoever began it, and by nobody else. */
import formbody from '@fastify/formbody';
import Fastify from 'fastify';
import t, { type Test } from 'tap';
import { readSettings } from '../../src/creditors/store-settings.ts';
import { people, type Room, signedIn } from '../people.ts';
import { browserOf, settingsDoor } from '../settings-door.ts';

const house = await people(t);
const provider = await stripe(t);

/** The provider's token endpoint, answering as told and writing down what it was asked. */
async function stripe(t: Test) {
  const app = Fastify();
  const said = { answer: { stripe_user_id: 'acct_123' } as object, status: 200, asked: [] as Record<string, string>[] };
  await app.register(formbody);
  app.post('/oauth/token', async (request, reply) => {
    said.asked.push(request.body as Record<string, string>);
    return reply.status(said.status).send(said.answer);
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(() => app.close());
  return { url, said };
}

async function door(t: Test) {
  const connectUrl = provider.url;
  const app = await settingsDoor(t, house, { stripe: { connectUrl, connectClientId: 'ca_123', secretKey: 'sk_test' } });
  const room = await house.creditor('Nordvind <Kaffe>');
  const admin = await room.member('admin');
  return { app, room, admin, ...browserOf(app, admin.session) };
}

const stateIn = (location: unknown) => new URL(String(location)).searchParams.get('state') ?? '';

async function beginConnecting(post: ReturnType<typeof browserOf>['post']) {
  const begun = await post('/settings/payments/connect');
  const cookie = begun.cookies.find((each) => each.name === 'rykker-connect');
  return { begun, state: stateIn(begun.headers.location), cookie: `rykker-connect=${cookie?.value}` };
}

t.test('a payment account is connected by the one who began it, and only its id is kept', async (t) => {
  const { app, post, room, admin, get } = await door(t);
  const { begun, state, cookie } = await beginConnecting(post);
  const url = new URL(String(begun.headers.location));
  t.equal(url.origin + url.pathname, `${provider.url}/oauth/authorize`);
  t.match(Object.fromEntries(url.searchParams), {
    client_id: 'ca_123',
    scope: 'read_write',
    response_type: 'code',
    redirect_uri: 'http://localhost:3000/settings/payments/connected',
  });
  provider.said.asked.length = 0;
  const back = await app.inject({
    url: `/settings/payments/connected?code=ac_1&state=${state}`,
    headers: { cookie: `${signedIn(admin.session).cookie}; ${cookie}` },
  });
  t.equal(back.headers.location, '/settings/payments');
  t.match(provider.said.asked, [{ grant_type: 'authorization_code', code: 'ac_1', client_secret: 'sk_test' }]);
  t.equal((await room.work(readSettings)).paymentAccount, 'acct_123');
  t.match((await get('/settings/payments')).body, 'acct_123');
  await post('/settings/payments/disconnect');
  t.equal((await room.work(readSettings)).paymentAccount, null);
  t.same(
    (await room.trail()).map((entry) => entry.what),
    ['payment-account-connected', 'payment-account-disconnected'],
  );
});

t.test('an answer we did not begin, a no, and one for another creditor connect nothing', async (t) => {
  const { app, post, room, admin } = await door(t);
  const { state, cookie } = await beginConnecting(post);
  const other: Room = await house.creditor('Other');
  const stranger = await other.member('admin');
  provider.said.asked.length = 0;
  const tries: readonly (readonly [string, string])[] = [
    [`?code=ac_1&state=${state}`, signedIn(admin.session).cookie],
    ['?code=ac_1&state=made-up', `${signedIn(admin.session).cookie}; ${cookie}`],
    ['?code=ac_1', `${signedIn(admin.session).cookie}; ${cookie}`],
    [`?code=ac_1&state=${state}`, `${signedIn(stranger.session).cookie}; ${cookie}`],
  ];
  for (const [query, cookies] of tries) {
    const answer = await app.inject({ url: `/settings/payments/connected${query}`, headers: { cookie: cookies } });
    t.equal(answer.headers.location, '/settings/payments', query);
  }
  t.same(provider.said.asked, [], 'and the provider is not asked');
  provider.said.status = 400;
  provider.said.answer = { error: 'invalid_grant' };
  await app.inject({
    url: `/settings/payments/connected?error=access_denied&state=${state}`,
    headers: { cookie: `${signedIn(admin.session).cookie}; ${cookie}` },
  });
  provider.said.status = 200;
  provider.said.answer = { stripe_user_id: '<script>' };
  await app.inject({
    url: `/settings/payments/connected?code=ac_2&state=${state}`,
    headers: { cookie: `${signedIn(admin.session).cookie}; ${cookie}` },
  });
  provider.said.answer = { stripe_user_id: 'acct_123' };
  for (const each of [room, other]) t.equal((await each.work(readSettings)).paymentAccount, null);
});
