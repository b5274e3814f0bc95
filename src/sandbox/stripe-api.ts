/** Stripe's API on loopback, as the SDK speaks it: Checkout sessions on connected accounts. */
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sameSecret } from '../values/secrets.ts';
import { type Answer, answerWith, strikeWithFaults } from './faults.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import { type FormTree, readForm } from './stripe-form.ts';
import { disputeShape, intentShape } from './stripe-money-back.ts';
import { makeSession, type StripeRefusal, sessionShape } from './stripe-sessions.ts';
import type { CheckoutSession, StripeAccount } from './stripe-state.ts';
import { touch, type World } from './world.ts';

export function stripeApi(world: World, options: SandboxOptions, origin: () => string, kept: () => Promise<void>) {
  return async (scope: FastifyInstance): Promise<void> => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    strikeWithFaults(scope, world, 'stripe', {
      failed: () => stripeError({ status: 500, type: 'api_error', message: 'An unknown error occurred' }),
      limited: () =>
        stripeError({
          status: 429,
          type: 'invalid_request_error',
          code: 'rate_limit',
          message: 'Too many requests hit the API too quickly.',
        }),
    });
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('request-id', `req_${randomBytes(7).toString('hex')}`);
      const refusal = keyRefusal(options, request);
      if (refusal) return answerWith(reply, stripeError(refusal));
    });

    scope.post('/v1/checkout/sessions', async (request, reply) => {
      const account = accountOf(world, options, request);
      if ('type' in account) return answerWith(reply, stripeError(account));
      const answer = once(world, account.id, request, (form) => {
        const made = makeSession(form, account.id, wallSeconds());
        if ('type' in made) return stripeError(made);
        world.stripe.sessions.push(made);
        return { status: 200, body: sessionShape(made, payUrl(origin(), made.id), wallSeconds()) };
      });
      await kept();
      return answerWith(reply, answer);
    });

    scope.get<{ Params: { id: string } }>('/v1/checkout/sessions/:id', async (request, reply) => {
      const account = accountOf(world, options, request);
      if ('type' in account) return answerWith(reply, stripeError(account));
      const found = world.stripe.sessions.find((each) => each.id === request.params.id && each.account === account.id);
      if (!found) return answerWith(reply, stripeError(missing('checkout session', request.params.id)));
      return sessionShape(found, payUrl(origin(), found.id), wallSeconds());
    });

    moneyBackRoutes(scope, world, options, origin);

    scope.get<{ Params: { id: string } }>('/v1/accounts/:id', async (request, reply) => {
      const found = world.stripe.accounts.find((each) => each.id === request.params.id && each.connected);
      return answerWith(
        reply,
        found ? { status: 200, body: accountShape(found) } : stripeError(noAccess(options, request.params.id)),
      );
    });

    scope.all('/v1/*', async (request, reply) => answerWith(reply, stripeError(unknownUrl(request))));
  };
}

function moneyBackRoutes(scope: FastifyInstance, world: World, options: SandboxOptions, origin: () => string): void {
  scope.get<{ Params: { id: string } }>('/v1/payment_intents/:id', async (request, reply) => {
    const account = accountOf(world, options, request);
    if ('type' in account) return answerWith(reply, stripeError(account));
    const found = paidBy(world, account.id, request.params.id);
    return found
      ? intentShape(found, expands(request, 'latest_charge'))
      : answerWith(reply, stripeError(missing('payment_intent', request.params.id)));
  });

  scope.get('/v1/disputes', async (request, reply) => {
    const account = accountOf(world, options, request);
    if ('type' in account) return answerWith(reply, stripeError(account));
    const about = new URL(request.url, origin()).searchParams.get('payment_intent');
    const sessions = world.stripe.sessions.filter(
      (each) => each.account === account.id && (about === null || each.paymentIntent === about),
    );
    const data = sessions.flatMap((each) => (each.disputes ?? []).map((dispute) => disputeShape(each, dispute)));
    return { object: 'list', url: '/v1/disputes', has_more: false, data: data.toReversed() };
  });
}

function paidBy(world: World, account: string, paymentIntent: string): CheckoutSession | undefined {
  return world.stripe.sessions.find((each) => each.account === account && each.paymentIntent === paymentIntent);
}

/** `expand[]=…` in the query, as the SDK writes it, with or without an index. */
function expands(request: FastifyRequest, what: string): boolean {
  const { searchParams } = new URL(request.url, 'http://sandbox');
  return [...searchParams].some(([name, value]) => /^expand\[\d*\]$/.test(name) && value === what);
}

export function payUrl(origin: string, sessionId: string): string {
  return `${origin}/pay/${sessionId}`;
}

export function stripeError(refusal: StripeRefusal): Answer {
  const { status, ...rest } = refusal;
  // The SDK would try 500 and 429 again by itself; what it does with them is its own business, as with the real one.
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error: rest }) };
}

function wallSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

function keyRefusal(options: SandboxOptions, request: FastifyRequest): StripeRefusal | null {
  const given = bearer(request);
  if (given === null) {
    return {
      status: 401,
      type: 'invalid_request_error',
      message: 'You did not provide an API key in the Authorization header.',
    };
  }
  if (sameSecret(given, options.stripeSecretKey)) return null;
  return { status: 401, type: 'invalid_request_error', message: `Invalid API Key provided: ${given.slice(0, 8)}****` };
}

function bearer(request: FastifyRequest): string | null {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** The connected account named in the header. Without one the session would be the platform's, and no money passes us. */
function accountOf(world: World, options: SandboxOptions, request: FastifyRequest): StripeAccount | StripeRefusal {
  const id = request.headers['stripe-account'];
  if (typeof id !== 'string') {
    return {
      status: 400,
      type: 'invalid_request_error',
      message: 'This platform account takes no charges of its own: send the Stripe-Account header.',
    };
  }
  return world.stripe.accounts.find((each) => each.id === id && each.connected) ?? noAccess(options, id);
}

function noAccess(options: SandboxOptions, account: string): StripeRefusal {
  return {
    status: 403,
    type: 'invalid_request_error',
    code: 'account_invalid',
    message: `The provided key '${options.stripeSecretKey.slice(0, 7)}****' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
  };
}

function missing(what: string, id: string): StripeRefusal {
  return {
    status: 404,
    type: 'invalid_request_error',
    code: 'resource_missing',
    param: 'id',
    message: `No such ${what}: '${id}'`,
  };
}

function unknownUrl(request: FastifyRequest): StripeRefusal {
  return {
    status: 404,
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${request.method}: ${request.url.split('?', 1)[0]}).`,
  };
}

/**
 * An idempotency key answers once for each account: the same key with the same parameters replays, with others it is refused.
 * A request that was refused as invalid is not kept, so it may be mended and sent again under its key.
 */
function once(world: World, account: string, request: FastifyRequest, act: (form: FormTree) => Answer): Answer {
  const text = typeof request.body === 'string' ? request.body : '';
  const form = readForm(text);
  if (!form) return stripeError({ status: 400, type: 'invalid_request_error', message: 'The form could not be read.' });
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string') return act(form);
  const fingerprint = createHash('sha256').update(`${request.url}\n${text}`).digest('hex');
  const before = world.stripe.replays.find((each) => each.key === `${account} ${key}`);
  if (before && before.fingerprint !== fingerprint) {
    const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}'.`;
    return stripeError({ status: 400, type: 'idempotency_error', message });
  }
  if (before)
    return {
      status: before.status,
      headers: { 'idempotent-replayed': 'true', 'content-type': 'application/json' },
      body: before.body,
    };
  const answer = act(form);
  if (answer.status < 400) {
    world.stripe.replays.push({
      key: `${account} ${key}`,
      fingerprint,
      status: answer.status,
      body: JSON.stringify(answer.body),
    });
  }
  touch(world);
  return answer;
}

function accountShape(account: StripeAccount): Record<string, unknown> {
  return {
    id: account.id,
    object: 'account',
    business_profile: { name: account.name },
    charges_enabled: true,
    country: account.country,
    default_currency: account.currency,
    details_submitted: true,
    payouts_enabled: true,
    type: 'standard',
  };
}
