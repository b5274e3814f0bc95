/** The sandbox console: mounted on the vendors' own origin and, by main, on the app's. GET changes nothing. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { acts } from './console-acts.ts';
import type { Act, Done } from './console-fields.ts';
import { consolePage, inboxPage, mailPage } from './console-pages.ts';
import { type Html, page } from './html.ts';
import { SandboxRefusal } from './refusal.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import type { World } from './world.ts';

const form = 'application/x-www-form-urlencoded';
const pagePolicy =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/** A mail may show its own styles and inlined pictures, runs no script, fetches nothing, and is framed only by the inbox. */
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
const loopback = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

export async function sandboxConsole(
  app: FastifyInstance,
  { world, options }: { world: World; options: SandboxOptions },
): Promise<void> {
  await app.register(async (scope) => {
    if (!scope.hasContentTypeParser(form)) {
      scope.addContentTypeParser(form, { parseAs: 'string' }, (_request, body, done) =>
        done(null, Object.fromEntries(new URLSearchParams(String(body)))),
      );
    }
    scope.addHook('onRequest', async (request, reply) => {
      if (!loopback.has(request.hostname))
        return reply.code(403).send({ sentence: 'The sandbox answers on loopback only.' });
      // A page elsewhere must not pull the levers of a sandbox that happens to run on its visitor's machine.
      const from = request.headers['sec-fetch-site'];
      if (request.method === 'POST' && from !== undefined && from !== 'same-origin' && from !== 'none') {
        return reply.code(403).send({ sentence: 'Only the console itself may do this.' });
      }
    });
    let said: Done | null = null;
    const show = (reply: FastifyReply, title: string, body: Html) =>
      reply.header('content-security-policy', pagePolicy).type('text/html; charset=utf-8').send(page(title, body));

    scope.get('/sandbox', async (_request, reply) =>
      show(reply, 'Console', consolePage(world, options.appUrl, await options.now(), said)),
    );
    scope.get('/sandbox/inbox', async (request, reply) =>
      wantsJson(request)
        ? { mails: world.postmark.mails.toReversed(), texts: world.twilio.texts.toReversed() }
        : show(reply, 'Inbox', inboxPage(world)),
    );
    scope.get<{ Params: { id: string } }>('/sandbox/inbox/:id', async (request, reply) => {
      const mail = world.postmark.mails.find((each) => each.id === request.params.id);
      if (!mail) return reply.code(404).type('text/plain').send('There is no such mail.');
      return wantsJson(request) ? mail : show(reply, 'Mail', mailPage(mail));
    });
    scope.get<{ Params: { id: string } }>('/sandbox/inbox/:id/html', async (request, reply) => {
      const mail = world.postmark.mails.find((each) => each.id === request.params.id);
      if (!mail) return reply.code(404).type('text/plain').send('There is no such mail.');
      // Helmet, where main uses it, has written to the raw answer; only the inbox on this origin may frame a mail.
      reply.raw.removeHeader('x-frame-options');
      return reply
        .header('content-security-policy', mailPolicy)
        .type('text/html; charset=utf-8')
        .send(withLinksBeside(mail.html ?? ''));
    });

    for (const [name, act] of Object.entries(acts)) {
      scope.post(`/sandbox/${name}`, async (request, reply) => {
        const done = await perform(act, world, options, request);
        if (request.headers['content-type']?.startsWith('application/json')) {
          return reply.code(done.status).send({ sentence: done.sentence, ...done.detail });
        }
        said = done;
        if (done.status < 400) return reply.redirect('/sandbox', 303);
        return show(reply.code(done.status), 'Console', consolePage(world, options.appUrl, await options.now(), said));
      });
    }
  });
}

/** Empty fields of a form count as not given. What cannot be done is said, not thrown. */
async function perform(act: Act, world: World, options: SandboxOptions, request: FastifyRequest): Promise<Done> {
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { status: 400, sentence: 'Send a form or a JSON object.' };
  const fields = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ''));
  try {
    return await act(world, options, fields);
  } catch (error) {
    if (error instanceof ZodError) {
      const issue = error.issues[0];
      return {
        status: 400,
        sentence: `The field '${issue?.path.join('.') ?? ''}' cannot be used: ${issue?.message ?? 'unreadable'}.`,
      };
    }
    if (error instanceof SandboxRefusal) return { status: 400, sentence: `${error.message}.` };
    throw error;
  }
}

/** Links open in a tab of their own: the pages they lead to do not let themselves be framed. */
function withLinksBeside(mail: string): string {
  const base = '<base target="_blank">';
  return /<head[\s>]/i.test(mail) ? mail.replace(/<head[^>]*>/i, (head) => head + base) : base + mail;
}

function wantsJson(request: FastifyRequest): boolean {
  return request.headers.accept?.startsWith('application/json') ?? false;
}
