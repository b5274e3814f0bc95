/**
 * The creditor's own account at the payment provider, connected by OAuth: we keep the account's id and no token of it.
 * The provider sends people back by GET; what it brings is used only with the state that began it, in the same browser
 * and for the same creditor, and by an admin.
 */
import oauth2, { type OAuth2Namespace } from '@fastify/oauth2';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { changeSetting } from '../creditors/change-setting.ts';
import { connectPaymentAccount } from '../creditors/connect-payment-account.ts';
import { disconnectPaymentAccount } from '../creditors/disconnect-payment-account.ts';
import { readCreditor } from '../creditors/store.ts';
import { readPaymentAccount } from '../creditors/store-accounts.ts';
import { readSetting } from '../creditors/store-settings.ts';
import { newToken, sameSecret } from '../values/secrets.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberGate, memberOf } from '../web/member-session.ts';
import { cookieName, cookieOptions } from '../web/session-cookie.ts';
import { currencies, rulesForm, rulesOf, rulesShown } from './payment-rules-form.ts';
import { asMember, showSettings } from './settings-page.ts';
import type { SettingsTools } from './tools.ts';

declare module 'fastify' {
  interface FastifyInstance {
    paymentAccounts: OAuth2Namespace;
  }
}

const page = '/settings/payments';
const callback = `${page}/connected`;
const stateSeconds = 15 * 60;
const answerShape = z.object({ stripe_user_id: z.string().regex(/^acct_\w{1,80}$/) });
const stateShape = z.object({ state: z.string() });

export async function paymentRoutes(app: FastifyInstance, tools: SettingsTools): Promise<void> {
  const { openWork } = tools;
  const look = { preHandler: memberGate({ db: tools.db }) };
  const change = { preHandler: memberGate({ db: tools.db, roles: ['admin'] }) };
  await registerProvider(app, tools);

  const pageOf = (request: FastifyRequest, more: object = {}) =>
    asMember(openWork, request, async (work) => ({
      place: 'payments' as const,
      title: 'Payments',
      account: await readPaymentAccount(work),
      bank: (await readCreditor(work)).bank,
      rules: rulesShown(await readSetting(work, 'allocation'), await readSetting(work, 'ours-left')),
      currencies,
      errors: {},
      ...more,
    }));

  app.get(page, look, async (request, reply) => showSettings(reply, tools, await pageOf(request)));

  app.post(`${page}/rules`, change, async (request, reply) => {
    const form = readForm(rulesForm, request.body);
    if (!form.ok)
      return showSettings(
        reply,
        tools,
        await pageOf(request, { status: 422, errors: form.errors, rules: form.entered }),
      );
    const { allocation, oursLeft } = rulesOf(form.value);
    await asMember(openWork, request, async (work) => {
      await changeSetting(work, 'allocation', allocation);
      await changeSetting(work, 'ours-left', oursLeft);
    });
    return redirectWithSentence(reply, page, 'Saved. It holds for payments and paid cases from now on.');
  });

  app.post(`${page}/connect`, change, async (request, reply) =>
    reply.redirect(await app.paymentAccounts.generateAuthorizationUri(request, reply), 303),
  );

  app.get(callback, change, async (request, reply) => {
    const account = await askAccount(app, request);
    if (account === null)
      return redirectWithSentence(
        reply,
        page,
        'No account was connected. Try again, and say yes on the payment provider’s page.',
        'refused',
      );
    await asMember(openWork, request, (work) => connectPaymentAccount(work, account));
    return redirectWithSentence(
      reply,
      page,
      'Connected. Debtors can pay by card from now on, and the money goes straight to your account.',
    );
  });

  app.post(`${page}/disconnect`, change, async (request, reply) => {
    await asMember(openWork, request, disconnectPaymentAccount);
    return redirectWithSentence(reply, page, 'Disconnected. Debtors see your bank details instead of a pay button.');
  });
}

async function registerProvider(app: FastifyInstance, { stripe, publicUrl }: SettingsTools): Promise<void> {
  const stateCookie = cookieName(app.site, 'connect');
  await app.register(oauth2, {
    name: 'paymentAccounts',
    scope: ['read_write'],
    credentials: {
      client: { id: stripe.connectClientId, secret: stripe.secretKey },
      auth: {
        authorizeHost: stripe.connectUrl,
        authorizePath: '/oauth/authorize',
        tokenHost: stripe.connectUrl,
        tokenPath: '/oauth/token',
      },
      options: { authorizationMethod: 'body' },
    },
    callbackUri: publicUrl + callback,
    callbackUriParams: { 'stripe_user[country]': 'DK' },
    redirectStateCookieName: stateCookie,
    cookie: cookieOptions(app.site, stateSeconds),
    generateStateFunction: (request: FastifyRequest) => `${newToken()}.${memberOf(request).creditorId}`,
    checkStateFunction: async (request: FastifyRequest) => {
      const brought = stateShape.safeParse(request.query);
      const kept = request.cookies[stateCookie];
      if (!brought.success || !kept) return false;
      return sameSecret(brought.data.state, kept) && kept.endsWith(`.${memberOf(request).creditorId}`);
    },
  });
}

/** Null when the state is not ours, the admin said no, or the provider's answer names no account. */
async function askAccount(app: FastifyInstance, request: FastifyRequest): Promise<string | null> {
  try {
    const { token } = await app.paymentAccounts.getAccessTokenFromAuthorizationCodeFlow(request);
    const answer = answerShape.safeParse(token);
    return answer.success ? answer.data.stripe_user_id : null;
  } catch {
    request.log.warn('an account was not connected');
    return null;
  }
}
