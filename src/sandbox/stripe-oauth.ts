/** Stripe Connect's OAuth: the page where somebody lets Rykker charge on his account, and the exchange of the code. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sameSecret } from '../values/secrets.ts';
import { type Answer, answerWith, strikeWithFaults } from './faults.ts';
import { html, showPage } from './html.ts';
import type { Posting } from './posting.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import { deliverEvent, recordEvent } from './stripe-hooks.ts';
import { touch, type World } from './world.ts';

const codeLifeMs = 5 * 60_000;

type Form = Record<string, string | undefined>;

export function stripeOAuth(world: World, options: SandboxOptions, posting: Posting) {
  return async (scope: FastifyInstance): Promise<void> => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    });
    strikeWithFaults(scope, world, 'stripe', {
      failed: () => oauthError(500, 'server_error', 'An unknown error occurred.'),
      limited: () => oauthError(429, 'rate_limit', 'Too many requests.'),
    });
    authorizing(scope, world, options);
    scope.post('/oauth/token', async (request, reply) => answerWith(reply, exchangeCode(world, options, request)));
    scope.post('/oauth/deauthorize', async (request, reply) => {
      const answer = deauthorize(world, options, request);
      if (answer.status === 200) {
        const account = (request.body as Form)['stripe_user_id'] ?? '';
        const application = { id: options.stripeConnectClientId, object: 'application', name: 'Rykker' };
        void deliverEvent(
          world,
          options,
          posting,
          recordEvent(world, account, 'account.application.deauthorized', application),
        );
      }
      return answerWith(reply, answer);
    });
  };
}

function authorizing(scope: FastifyInstance, world: World, options: SandboxOptions): void {
  scope.get<{ Querystring: Form }>('/oauth/authorize', async (request, reply) => {
    const { client_id, response_type, redirect_uri } = request.query;
    if (client_id !== options.stripeConnectClientId)
      return showPage(
        reply,
        400,
        'Stripe',
        html`<h1>No application found</h1><p>There is no application with this client_id.</p>`,
      );
    if (response_type !== 'code' || !redirect_uri || !URL.canParse(redirect_uri)) {
      return showPage(
        reply,
        400,
        'Stripe',
        html`<h1>The link is not complete</h1><p>response_type must be code and redirect_uri an address.</p>`,
      );
    }
    const hidden = ['redirect_uri', 'state', 'scope'].map(
      (name) => html`<input type="hidden" name="${name}" value="${request.query[name] ?? ''}">`,
    );
    const accounts = world.stripe.accounts.map(
      (each) => html`<option value="${each.id}">${each.name} (${each.id})</option>`,
    );
    return showPage(
      reply,
      200,
      'Connect with Stripe',
      html`<h1>Connect an account with Rykker</h1>
<p>Rykker will be able to open payments on the account you choose, and to read them. The money goes to that account, never through Rykker.</p>
<form class="act" method="post" action="/oauth/authorize">${hidden}
<label>Account <select name="account">${accounts}</select></label>
<button name="act" value="connect">Connect my Stripe account</button>
<button name="act" value="cancel">Cancel</button></form>`,
    );
  });

  scope.post<{ Body: Form }>('/oauth/authorize', async (request, reply) => {
    const { redirect_uri = '', state, scope: asked, account, act } = request.body;
    const found = world.stripe.accounts.find((each) => each.id === account);
    if (!URL.canParse(redirect_uri) || (act !== 'cancel' && !found))
      return showPage(reply, 400, 'Stripe', html`<h1>Choose an account</h1>`);
    const back = new URL(redirect_uri);
    if (state) back.searchParams.set('state', state);
    if (act === 'cancel' || !found) {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'The user denied your request');
    } else {
      const code = `ac_${randomBytes(16).toString('hex')}`;
      // Stripe's default is read_only; an app that forgets to ask for read_write cannot take payments.
      const scopeGiven = asked === 'read_write' ? 'read_write' : 'read_only';
      world.stripe.codes.push({
        code,
        account: found.id,
        scope: scopeGiven,
        usedUp: false,
        expiresAt: Date.now() + codeLifeMs,
      });
      touch(world);
      back.searchParams.set('scope', scopeGiven);
      back.searchParams.set('code', code);
    }
    return reply.redirect(back.href, 303);
  });
}

/** The platform proves itself with its secret key: as bearer, as Basic user name, or as `client_secret` in the form. */
function provedItself(options: SandboxOptions, request: FastifyRequest): boolean {
  const { authorization = '' } = request.headers;
  const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
  const basic = /^Basic (\S+)$/.exec(authorization)?.[1];
  const user = basic === undefined ? undefined : Buffer.from(basic, 'base64').toString('utf8').split(':')[0];
  const given = bearer ?? user ?? (request.body as Form | null)?.['client_secret'];
  return given !== undefined && sameSecret(given, options.stripeSecretKey);
}

function exchangeCode(world: World, options: SandboxOptions, request: FastifyRequest): Answer {
  const form = (request.body ?? {}) as Form;
  if (!provedItself(options, request)) {
    return oauthError(
      401,
      'invalid_client',
      'No such API key. Send the secret key as client_secret in the form (authorizationMethod: body) or as bearer.',
    );
  }
  if (form['grant_type'] !== 'authorization_code')
    return oauthError(400, 'unsupported_grant_type', 'Only authorization_code is supported here.');
  const code = world.stripe.codes.find((each) => each.code === form['code']);
  if (!code) return oauthError(400, 'invalid_grant', 'Authorization code does not exist.');
  if (code.usedUp) return oauthError(400, 'invalid_grant', 'This authorization code has already been used.');
  if (code.expiresAt < Date.now()) return oauthError(400, 'invalid_grant', 'Authorization code expired.');
  code.usedUp = true;
  const account = world.stripe.accounts.find((each) => each.id === code.account);
  if (account) account.connected = code.scope === 'read_write';
  touch(world);
  const body = {
    access_token: `sk_test_${randomBytes(12).toString('hex')}`,
    livemode: false,
    refresh_token: `rt_${randomBytes(12).toString('hex')}`,
    token_type: 'bearer',
    stripe_publishable_key: `pk_test_${randomBytes(12).toString('hex')}`,
    stripe_user_id: code.account,
    scope: code.scope,
  };
  return { status: 200, body };
}

function deauthorize(world: World, options: SandboxOptions, request: FastifyRequest): Answer {
  const form = (request.body ?? {}) as Form;
  if (!provedItself(options, request)) return oauthError(401, 'invalid_client', 'No such API key.');
  const account = world.stripe.accounts.find((each) => each.id === form['stripe_user_id'] && each.connected);
  if (form['client_id'] !== options.stripeConnectClientId || !account) {
    return oauthError(
      400,
      'invalid_client',
      'This application is not connected to the account, or the account does not exist.',
    );
  }
  account.connected = false;
  touch(world);
  return { status: 200, body: { stripe_user_id: account.id } };
}

function oauthError(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}
