import oauth2 from '@fastify/oauth2';
import Fastify from 'fastify';
import t from 'tap';
import { startRig, until } from './sandbox-rig.ts';
import { checkout, connect, connectedRig, exchange, nordvindAccount, refusal, sdk } from './sandbox-stripe-rig.ts';

t.test('a creditor connects his account, and the code works once', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const page = await fetch(
    `${rig.sandbox.stripeConnectUrl}/oauth/authorize?response_type=code&client_id=ca_sandbox&scope=read_write&redirect_uri=${encodeURIComponent('http://localhost:1/back')}&state=s1`,
  );
  t.match(await page.text(), /Nordvind Kaffe ApS/);
  t.equal(
    (
      await fetch(
        `${rig.sandbox.stripeConnectUrl}/oauth/authorize?response_type=code&client_id=ca_other&redirect_uri=http://localhost:1`,
      )
    ).status,
    400,
  );
  t.same(
    await refusal(sdk(rig).checkout.sessions.create(checkout(), { stripeAccount: nordvindAccount })),
    { status: 403, type: 'invalid_request_error', code: 'account_invalid', param: undefined },
    'not before',
  );
  const code = await connect(rig, nordvindAccount);
  const first = await exchange(rig, code);
  t.match(first, {
    status: 200,
    body: { stripe_user_id: nordvindAccount, scope: 'read_write', livemode: false, token_type: 'bearer' },
  });
  t.match(await exchange(rig, code), { status: 400, body: { error: 'invalid_grant' } });
  t.ok((await sdk(rig).checkout.sessions.create(checkout(), { stripeAccount: nordvindAccount })).id);
});

t.test('the exchange wants the secret key, not the client id as Basic user', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const basic = (user: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  });
  const ask = async (headers: Record<string, string>) =>
    (
      await fetch(`${rig.sandbox.stripeConnectUrl}/oauth/token`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ grant_type: 'authorization_code', code: await connect(rig, nordvindAccount) }),
      })
    ).status;
  t.equal(await ask(basic('ca_sandbox', 'sk_test_sandbox')), 401);
  t.equal(await ask(basic('sk_test_sandbox', '')), 200);
  t.equal(await ask({ authorization: 'Bearer sk_test_sandbox' }), 200);
  t.equal(await ask({}), 401);
});

t.test('whoever turns back at the connect page brings access_denied home', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const body = new URLSearchParams({ redirect_uri: 'http://localhost:1/back', state: 's1', act: 'cancel' });
  const back = await fetch(`${rig.sandbox.stripeConnectUrl}/oauth/authorize`, {
    method: 'POST',
    body,
    redirect: 'manual',
  });
  const to = new URL(back.headers.get('location') ?? '');
  t.same(Object.fromEntries(to.searchParams), {
    state: 's1',
    error: 'access_denied',
    error_description: 'The user denied your request',
  });
});

t.test('an account that takes the connection back is told of, and is closed from then on', async (t) => {
  const { rig, stripe, onNordvind } = await connectedRig();
  t.teardown(rig.close);
  const body = new URLSearchParams({
    client_id: 'ca_sandbox',
    stripe_user_id: nordvindAccount,
    client_secret: rig.options.stripeSecretKey,
  });
  t.equal((await fetch(`${rig.sandbox.stripeConnectUrl}/oauth/deauthorize`, { method: 'POST', body })).status, 200);
  await until(() => rig.taken.length === 1);
  t.match(JSON.parse(rig.taken[0]?.body ?? ''), {
    type: 'account.application.deauthorized',
    account: nordvindAccount,
    data: { object: { object: 'application' } },
  });
  t.match(await refusal(stripe.checkout.sessions.create(checkout(), onNordvind)), {
    status: 403,
    code: 'account_invalid',
  });
});

t.test('@fastify/oauth2 makes the whole round with the secret in the form', async (t) => {
  const rig = await startRig();
  t.teardown(rig.close);
  const app = Fastify();
  t.teardown(() => app.close());
  const host = rig.sandbox.stripeConnectUrl;
  await app.register(oauth2, {
    name: 'stripeConnect',
    scope: ['read_write'],
    credentials: {
      client: { id: rig.options.stripeConnectClientId, secret: rig.options.stripeSecretKey },
      auth: { authorizeHost: host, authorizePath: '/oauth/authorize', tokenHost: host, tokenPath: '/oauth/token' },
      options: { authorizationMethod: 'body' },
    },
    startRedirectPath: '/connect',
    callbackUri: 'http://localhost:1/back',
  });
  app.get('/back', async (request) => {
    const plugin = app.getDecorator<oauth2.OAuth2Namespace>('stripeConnect');
    return (await plugin.getAccessTokenFromAuthorizationCodeFlow(request)).token;
  });
  const leaving = await app.inject('/connect');
  const authorize = new URL(String(leaving.headers.location));
  t.equal((await fetch(authorize)).status, 200);
  const fields = { account: nordvindAccount, act: 'connect', ...Object.fromEntries(authorize.searchParams) };
  const back = await fetch(`${host}/oauth/authorize`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  const home = new URL(back.headers.get('location') ?? '');
  const cookies = Object.fromEntries(leaving.cookies.map((each) => [each.name, each.value]));
  const arrived = await app.inject({ url: `/back${home.search}`, cookies });
  t.match(arrived.json(), { stripe_user_id: nordvindAccount, scope: 'read_write' });
});
