import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { creditorsOfSession, endSession, signInLinkIsGood, switchSession } from '../creditors/store-doorways.ts';
import { hashToken } from '../values/secrets.ts';
import { sendProblem } from '../web/errors.ts';
import { redirectWithSentence } from '../web/flash.ts';
import { readForm } from '../web/forms.ts';
import { memberGate, memberOf } from '../web/member-session.ts';
import { renderPage } from '../web/render-page.ts';
import { clearSession, sessionToken, setSession } from '../web/session-cookie.ts';
import { askSignIn } from './ask-sign-in.ts';
import { sessionSeconds, signIn } from './sign-in.ts';
import type { InstallTools } from './tools.ts';

const few = { config: { rateLimit: { max: 10, timeWindow: 60_000 } } };
const linkToken = z.string().regex(/^[\w-]{43}$/);
const askForm = z.object({
  email: z
    .string()
    .trim()
    .max(254, 'This is too long for an e-mail address.')
    .pipe(z.email('Write an e-mail address, such as mette@company.dk.')),
});
/** Known or not, the answer takes about as long. */
const askMilliseconds = 300;

export async function signInRoutes(app: FastifyInstance, tools: InstallTools): Promise<void> {
  askRoutes(app, tools);
  linkRoutes(app, tools);
  memberRoutes(app, tools);
}

function askRoutes(app: FastifyInstance, tools: InstallTools): void {
  const { sandbox } = tools;
  const page = { layout: 'plain', title: 'Sign in', sandbox } as const;

  app.get('/sign-in', (_request, reply) => renderPage(reply, 'install/sign-in', { ...page, errors: {}, entered: {} }));

  app.post('/sign-in', few, async (request, reply) => {
    const form = readForm(askForm, request.body);
    if (!form.ok) return renderPage(reply, 'install/sign-in', { ...page, status: 422, ...form });
    await Promise.all([askSignIn(tools, form.value.email), pause(askMilliseconds)]);
    return renderPage(reply, 'install/link-sent', { layout: 'plain', title: 'Look in your inbox', sandbox });
  });
}

function linkRoutes(app: FastifyInstance, tools: InstallTools): void {
  const { db, sandbox } = tools;
  const tooLate = (reply: FastifyReply) =>
    renderPage(reply, 'install/link-gone', {
      layout: 'plain',
      title: 'This link no longer works',
      sandbox,
      status: 410,
    });

  app.get<{ Params: { token: string } }>('/sign-in/:token', few, async (request, reply) => {
    const token = linkToken.safeParse(request.params.token);
    if (!token.success || !(await signInLinkIsGood(db, hashToken(token.data)))) return tooLate(reply);
    return renderPage(reply, 'install/use-link', {
      layout: 'plain',
      title: 'Sign in',
      sandbox,
      action: `/sign-in/${token.data}`,
    });
  });

  app.post<{ Params: { token: string } }>('/sign-in/:token', few, async (request, reply) => {
    const token = linkToken.safeParse(request.params.token);
    const session = token.success ? await signIn(tools, token.data) : null;
    if (session === null) return tooLate(reply);
    const before = sessionToken(request, 'member');
    if (before !== null) await endSession(db, hashToken(before));
    setSession(reply, 'member', session, sessionSeconds);
    return reply.redirect(tools.queuePath, 303);
  });
}

function memberRoutes(app: FastifyInstance, tools: InstallTools): void {
  const { db, sandbox } = tools;
  const gate = { preHandler: memberGate({ db }) };

  app.post('/sign-out', async (request, reply) => {
    const token = sessionToken(request, 'member');
    if (token !== null) await endSession(db, hashToken(token));
    clearSession(reply, 'member');
    return redirectWithSentence(reply, '/sign-in', 'You are signed out.');
  });

  app.get('/creditors', gate, async (request, reply) => {
    const creditors = await creditorsOfSession(db, hashToken(sessionToken(request, 'member') ?? ''));
    const here = memberOf(request).creditorId;
    return renderPage(reply, 'install/creditors', {
      layout: 'plain',
      title: 'Your companies',
      sandbox,
      creditors,
      here,
    });
  });

  app.post<{ Params: { id: string } }>('/creditors/:id', gate, async (request, reply) => {
    const token = sessionToken(request, 'member') ?? '';
    const stepped =
      z.uuid().safeParse(request.params.id).success && (await switchSession(db, hashToken(token), request.params.id));
    return stepped ? reply.redirect(tools.queuePath, 303) : sendProblem(reply, 'not-found');
  });
}
