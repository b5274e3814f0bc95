import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { readCreditor } from '../creditors/store.ts';
import { pendingInstall } from '../creditors/store-doorways.ts';
import { sendProblem } from '../web/errors.ts';
import { renderPage } from '../web/render-page.ts';
import { finishInstall } from './finish-install.ts';
import { grantPageUrl } from './grant-page.ts';
import { type InstallOutcome, installOutcome } from './install-outcome.ts';
import { type InstallWords, installedWords, refusedWords, silentWords } from './install-page.ts';
import { installPaths } from './paths.ts';
import { receiveGrant } from './receive-grant.ts';
import type { InstallTools } from './tools.ts';

const grantToken = z.string().regex(/^[\w.~+/=-]{8,300}$/);
const few = { config: { rateLimit: { max: 20, timeWindow: 60_000 } } };
const gone = 'This page is no longer kept. Start the connection again; it takes a minute.';

/** Out to the grant page and back. */
export async function connectRoutes(app: FastifyInstance, tools: InstallTools): Promise<void> {
  const { db, sandbox, publicUrl } = tools;

  app.get(installPaths.start, (request, reply) =>
    renderPage(reply, 'install/start', {
      layout: 'plain',
      title: 'Connect e-conomic',
      sandbox,
      grantUrl: grantPageUrl({ ...tools.economic, publicUrl, reads: request.headers['accept-language'] }),
    }),
  );

  app.get<{ Querystring: { token?: unknown } }>(installPaths.callback, few, async (request, reply) => {
    const token = grantToken.safeParse(request.query.token);
    if (!token.success) return show(reply, tools, refusedWords('not-accepted'), 400);
    const installId = await receiveGrant(db, tools.sealKeys, token.data);
    await finishInstall(tools, installId);
    return reply.redirect(`/install/${installId}`, 303);
  });

  app.get<{ Params: { id: string } }>('/install/:id', async (request, reply) => {
    const pending = z.uuid().safeParse(request.params.id).success ? await pendingInstall(db, request.params.id) : null;
    if (pending === null) return sendProblem(reply, 'not-found', gone);
    if (pending.sealedToken !== null) return show(reply, tools, silentWords(), 503, request.params.id);
    return showOutcome(reply, tools, installOutcome.parse(pending.outcome));
  });

  app.post<{ Params: { id: string } }>('/install/:id', few, async (request, reply) => {
    if (!z.uuid().safeParse(request.params.id).success) return sendProblem(reply, 'not-found', gone);
    await finishInstall(tools, request.params.id);
    return reply.redirect(`/install/${request.params.id}`, 303);
  });
}

async function showOutcome(reply: FastifyReply, tools: InstallTools, outcome: InstallOutcome): Promise<FastifyReply> {
  if (outcome.kind === 'refused') return show(reply, tools, refusedWords(outcome.why), 422);
  const actor = { kind: 'machine', id: 'install' } as const;
  const creditor = await tools.openWork({ creditorId: outcome.creditorId, actor }, readCreditor);
  return show(reply, tools, installedWords(outcome, creditor), 200);
}

function show(
  reply: FastifyReply,
  { sandbox }: InstallTools,
  words: InstallWords,
  status: number,
  retryId: string | null = null,
): FastifyReply {
  return renderPage(reply, 'install/connected', { layout: 'plain', sandbox, status, ...words, retryId });
}
