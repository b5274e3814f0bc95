/**
 * The kit with one sample page in each layout and routes that go wrong in each way, for the tests of the kit itself.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sendAccentStyles } from '../../src/web/accent.ts';
import { sendProblem } from '../../src/web/errors.ts';
import { redirectWithSentence } from '../../src/web/flash.ts';
import { sendMailFrame } from '../../src/web/mail-frame.ts';
import { renderPage } from '../../src/web/render-page.ts';
import { buildServer, type ServerOptions } from '../../src/web/server.ts';
import { clearSession, sessionToken, setSession } from '../../src/web/session-cookie.ts';

const root = join(import.meta.dirname, '../..');

/** `folder`: an empty one (t.testdir()); views and samples are copied there. Not listening. */
export async function sampleServer(folder: string, options: Partial<ServerOptions> = {}): Promise<FastifyInstance> {
  cpSync(join(root, 'views'), folder, { recursive: true });
  cpSync(join(root, 'test/pages/samples'), join(folder, 'samples'), { recursive: true });
  const usual = { publicUrl: 'http://127.0.0.1:3000', viewsDir: folder, logger: false, version: 'test' };
  const app = await buildServer({ ...usual, ...options });
  addPages(app);
  addTroubles(app);
  return app;
}

export const hostile = `<script>alert('x')</script>"&`;

const sampleRows = [
  [
    '1',
    'Havnecaféen I/S',
    'second reminder',
    '12,345.00',
    '34 days',
    'leaves 15:00',
    'ida@example.test',
    'ready',
    'Ready',
  ],
  [
    '2',
    hostile,
    'collection notice',
    '4,120.00',
    '51 days',
    '',
    'post@example.test',
    'held',
    'Held: a part payment came 2 Mar',
  ],
  [
    '3',
    'Sønderho Bageri og Konditori ApS',
    'nudge',
    '980.00',
    'due in 3 days',
    'leaves 15:00',
    'none',
    'asks',
    'Asks you',
  ],
].map(([id, debtor, rung, amount, late, leaves, recipient, kind, state]) => {
  return { id, debtor, rung, amount, late, leaves, recipient, kind, state, here: false };
});

function addPages(app: FastifyInstance): void {
  const desk = { layout: 'desk', creditorName: hostile, memberName: 'Mette Krogh Hansen', section: 'queue' } as const;
  const freshness = 'Read from e-conomic at 09:14.';
  app.get('/desk/queue', (_request, reply) =>
    renderPage(reply, 'samples/queue', {
      ...desk,
      title: 'Queue',
      counts: { queue: 18 },
      freshness,
      sandbox: true,
      rows: sampleRows,
    }),
  );
  app.post('/desk/queue', (request, reply) => {
    const { act, proposal } = z.object({ act: z.string(), proposal: z.string() }).parse(request.body);
    return redirectWithSentence(reply, '/desk/queue', `${act} ${proposal}: <b>Æblegrød</b>`);
  });
  const languages = [
    { language: 'da', name: 'Dansk', href: '/portal?in=da' },
    { language: 'sv', name: 'Svenska', href: '/portal?in=sv' },
  ] as const;
  const owed = { debtorName: hostile, owed: '12.345,00 kr.', typed: hostile };
  const portal = {
    layout: 'portal',
    creditorName: 'Nordvind Kaffe ApS',
    language: 'da',
    languages,
    accentHref: '/portal/accent.css',
  } as const;
  app.get('/portal', (_request, reply) =>
    renderPage(reply, 'samples/portal', { ...portal, title: 'Det skylder du', ...owed }),
  );
  app.get('/portal/accent.css', (_request, reply) => sendAccentStyles(reply, '#e8a33d'));
  app.get('/letter', (_request, reply) => sendMailFrame(reply, '<p style="color:red">Kære Ida</p>'));
}

function addTroubles(app: FastifyInstance): void {
  app.get('/fault', async () => {
    throw new Error('ida@example.test owes 12345');
  });
  app.get('/slip', async () => {
    throw new TypeError('x is not a function');
  });
  app.get('/person/:token', async () => {
    throw new Error('of this person');
  });
  app.post('/hooks/postmark', async () => ({ ok: true }));
  app.post('/hooks/fault', async () => {
    throw new Error('of a hook');
  });
  app.get('/strict', { config: { rateLimit: { max: 2, timeWindow: 60_000 } } }, async () => 'ok');
  app.get('/may-not', (_request, reply) => sendProblem(reply, 'not-allowed', 'Only an admin may approve.'));
  app.get('/sign-in', (_request, reply) => {
    setSession(reply, 'member', 'opaque', 3600);
    return reply.redirect('/who', 303);
  });
  app.get('/who', async (request) => ({
    member: sessionToken(request, 'member'),
    portal: sessionToken(request, 'portal'),
  }));
  app.get('/sign-out', (_request, reply) => {
    clearSession(reply, 'member');
    return reply.send('out');
  });
}
