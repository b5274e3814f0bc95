/**
 * Machines call here. Each call proves itself, is stored once as it came, and answered at once; what it means is a job's
 * affair. What we do not know is answered 200 as well: it would only be told again.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { creditorOfMessage, creditorOfPaymentAccount } from '../creditors/store-doorways.ts';
import { bringForward } from '../creditors/store-timetable.ts';
import { insertEvent, type NewEvent } from '../payments/store-events.ts';
import { instantPlus, second } from '../values/day.ts';
import { sendProblem } from '../web/errors.ts';
import { provesItself } from './basic-proof.ts';
import { creditorOfHookPath, creditorOfSubscribedHook } from './economic-path.ts';
import { gather } from './gather.ts';
import { mailReport } from './mail-report.ts';
import { textReport } from './text-report.ts';
import type { HookTools } from './tools.ts';
import { provesTwilio } from './twilio-proof.ts';

const longestBody = 256 * 1024;
const settling = 30 * second;

export async function hookRoutes(app: FastifyInstance, tools: HookTools): Promise<void> {
  await app.register(async (door) => {
    // Signatures are made over bytes: nothing is parsed before it has been proved.
    door.removeAllContentTypeParsers();
    door.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: longestBody }, (_request, body, done) =>
      done(null, body),
    );
    paymentHook(door, tools);
    mailHook(door, tools);
    textHook(door, tools);
    booksHook(door, tools);
  });
}

function paymentHook(door: FastifyInstance, tools: HookTools): void {
  door.post('/hooks/stripe', async (request, reply) => {
    const body = bytesOf(request);
    const signature = request.headers['stripe-signature'];
    const event = typeof signature === 'string' ? tools.payments.verifyEvent(body, signature, tools.wallNow()) : null;
    if (!event) return sendProblem(reply, 'unreadable');

    const creditorId = event.account === null ? null : await creditorOfPaymentAccount(tools.db, event.account);
    if (creditorId === null) {
      request.log.info({ type: event.type }, 'a payment event for no account of ours');
      return { stored: false };
    }
    const { eventId, type, sessionId, providerPayment } = event;
    const stored = await store(tools, creditorId, 'settle-payment', {
      provider: 'stripe',
      eventId,
      type,
      subject: sessionId ?? providerPayment,
      body: body.toString('utf8'),
    });
    return { stored };
  });
}

function mailHook(door: FastifyInstance, tools: HookTools): void {
  door.post('/hooks/postmark', async (request, reply) => {
    // Never 403: the provider takes that as "stop telling me".
    if (!provesItself(request.headers.authorization, tools.mailKeys))
      return reply
        .status(401)
        .header('www-authenticate', 'Basic realm="hooks"')
        .send({ error: 'unproved', reference: request.id });
    const body = bytesOf(request);
    const report = mailReport(body);
    if (!report) return sendProblem(reply, 'unreadable');

    const { type, eventId, messageId } = report;
    const creditorId = messageId === null || !report.kept ? null : await creditorOfMessage(tools.db, messageId);
    if (creditorId === null) {
      request.log.info({ type }, 'a mail report for no message of ours');
      return { stored: false };
    }
    const stored = await store(tools, creditorId, 'record-delivery', {
      provider: 'postmark',
      eventId,
      type,
      subject: messageId,
      body: body.toString('utf8'),
    });
    return { stored };
  });
}

/** Our own id stands in the address, which the signature covers: the first word of a message tells which of ours it was. */
function textHook(door: FastifyInstance, tools: HookTools): void {
  door.post<{ Params: { message: string } }>('/hooks/twilio/:message', async (request, reply) => {
    const body = bytesOf(request).toString('utf8');
    const form = new URLSearchParams(body);
    const { texts } = tools;
    const signature = request.headers['x-twilio-signature'];
    if (!texts || !provesTwilio(signature, texts.key, texts.publicUrl + request.url, form))
      return reply.status(401).send({ error: 'unproved', reference: request.id });
    const report = textReport(form);
    if (!report) return sendProblem(reply, 'unreadable');
    const messageId = z.uuid().safeParse(request.params.message).data ?? null;
    const creditorId = messageId === null || !report.kept ? null : await creditorOfMessage(tools.db, messageId);
    if (creditorId === null) {
      request.log.info({ type: report.type }, 'a text report for no message of ours');
      return { stored: false };
    }
    const { type, eventId } = report;
    const event = { provider: 'twilio' as const, eventId, type, subject: messageId, body };
    return { stored: await store(tools, creditorId, 'record-delivery', event) };
  });
}

/**
 * Something has changed in the books: they are read in half a minute and not in a quarter of an hour. One change seldom
 * comes alone (an import is one call a row), and all that come meanwhile are one reading. What is told is not looked at.
 */
function booksHook(door: FastifyInstance, tools: HookTools): void {
  const bringPollForward = gather((creditorId) =>
    tools.openWork({ creditorId, actor: { kind: 'machine', id: 'hooks' } }, (work) =>
      bringForward(work, 'poll', '', instantPlus(work.now, settling)),
    ),
  );
  // An import is one call a row, and a refused call may have the hook switched off there: they are not counted, only gathered.
  const uncounted = { config: { rateLimit: false as const } };
  door.post<{ Params: { secret: string } }>('/hooks/e-conomic/:secret', uncounted, async (request, reply) => {
    const creditorId = creditorOfHookPath(tools.economicKey, request.params.secret);
    if (creditorId === null) return sendProblem(reply, 'not-found');
    await bringPollForward(creditorId);
    return { stored: true };
  });
  door.post<{ Params: { secret: string } }>(
    '/hooks/e-conomic/subscribed/:secret',
    uncounted,
    async (request, reply) => {
      const sent = request.headers['x-rykker-secret'];
      const along = typeof sent === 'string' ? sent : '';
      const creditorId = creditorOfSubscribedHook(tools.economicKey, request.params.secret, along);
      if (creditorId === null) return sendProblem(reply, 'not-found');
      await bringPollForward(creditorId);
      return { stored: true };
    },
  );
}

/** Stored and handed on in one transaction, or neither. False when it was told before. */
function store(tools: HookTools, creditorId: string, queue: string, event: NewEvent): Promise<boolean> {
  return tools.openWork({ creditorId, actor: { kind: 'machine', id: 'hooks' } }, async (work) => {
    const id = await insertEvent(work, event);
    if (id !== null) await work.enqueue(queue, { creditorId, subjectId: id });
    return id !== null;
  });
}

function bytesOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}
