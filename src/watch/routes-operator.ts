/** An operator comes in: a link made at the shell, once, and a session of hours. */
import type { FastifyInstance, FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { z } from 'zod';
import type { Database } from '../db/work.ts';
import { hashToken, newToken } from '../values/secrets.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { renderPage } from '../web/render-page.ts';
import { clearSession, sessionToken, setSession } from '../web/session-cookie.ts';
import {
  endOperatorSession,
  linkMinutes,
  operatorLinkIsGood,
  operatorOfSession,
  sessionHours,
  useOperatorLink,
} from './store-operators.ts';

export type WatchTools = { readonly db: Database; readonly sandbox: boolean };

/** Who acts, and the hash of the session the database asks for at each act. */
export type Operator = { readonly name: string; readonly session: string };

const few = { config: { rateLimit: { max: 10, timeWindow: 60_000 } } };
const linkToken = z.string().regex(/^[\w-]{43}$/);
const operators = new WeakMap<FastifyRequest, Operator>();

/** Lets operators through; everybody else is told how one becomes one, and nothing more. */
export function operatorGate({ db, sandbox }: WatchTools): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const token = sessionToken(request, 'operator');
    const session = token === null ? null : hashToken(token);
    const name = session === null ? null : await operatorOfSession(db, session);
    if (session !== null && name !== null) {
      operators.set(request, { name, session });
      return;
    }
    if (token !== null) clearSession(reply, 'operator');
    return renderPage(reply, 'watch/ask', {
      layout: 'plain',
      title: 'For operators',
      status: 401,
      sandbox,
      minutes: linkMinutes,
      acted: request.method !== 'GET',
    });
  };
}

/** The operator behind a request that has passed the gate. Throws where no gate hangs. */
export function operatorOf(request: FastifyRequest): Operator {
  const operator = operators.get(request);
  if (!operator) throw new Error('a route without an operator gate asks who acts');
  return operator;
}

export async function operatorRoutes(app: FastifyInstance, tools: WatchTools): Promise<void> {
  const { db, sandbox } = tools;
  const gone = (reply: FastifyReply) =>
    renderPage(reply, 'watch/link-gone', {
      layout: 'plain',
      title: 'This link no longer works',
      status: 410,
      sandbox,
      minutes: linkMinutes,
    });

  app.get<{ Params: { token: string } }>('/operator/in/:token', few, async (request, reply) => {
    const token = linkToken.safeParse(request.params.token);
    if (!token.success || !(await operatorLinkIsGood(db, hashToken(token.data)))) return gone(reply);
    const action = `/operator/in/${token.data}`;
    return renderPage(reply, 'watch/use-link', { layout: 'plain', title: 'Sign in as an operator', sandbox, action });
  });

  app.post<{ Params: { token: string } }>('/operator/in/:token', few, async (request, reply) => {
    const token = linkToken.safeParse(request.params.token);
    const session = newToken();
    const name = token.success ? await useOperatorLink(db, hashToken(token.data), hashToken(session)) : null;
    if (name === null) return gone(reply);
    const before = sessionToken(request, 'operator');
    if (before !== null) await endOperatorSession(db, hashToken(before));
    setSession(reply, 'operator', session, sessionHours * 3600);
    return reply.redirect('/operator/rates', 303);
  });

  app.post('/operator/sign-out', async (request, reply) => {
    const token = sessionToken(request, 'operator');
    if (token !== null) await endOperatorSession(db, hashToken(token));
    clearSession(reply, 'operator');
    return redirectWithSentence(reply, '/operator/rates', 'You are signed out.');
  });
}
