/** Twilio's Messages on loopback: taking text messages, and listing what was taken to a number. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sameSecret } from '../values/secrets.ts';
import { type Answer, answerWith, spendFault, stayedSilentUntilMended, strikeWithFaults } from './faults.ts';
import type { Posting } from './posting.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import { deliverText } from './twilio-hooks.ts';
import type { SandboxText } from './twilio-state.ts';
import { touch, type World } from './world.ts';

const travelMs = 20;
const longestBody = 1600;

const number = /^\+[1-9]\d{6,14}$/;
/** A number, or a name of up to eleven ASCII letters, digits and spaces with a letter among them. */
const sender = /^(\+[1-9]\d{6,14}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/;

const messageForm = z.object({
  To: z.string(),
  From: z.string(),
  Body: z.string().min(1),
  StatusCallback: z.url().optional(),
  ValidityPeriod: z.coerce.number().int().min(1).max(36_000).optional(),
});

type Place = { Params: { account: string } };

export function twilioApi(world: World, options: SandboxOptions, kept: () => Promise<void>, posting: Posting) {
  return async (scope: FastifyInstance): Promise<void> => {
    strikeWithFaults(scope, world, 'twilio', {
      failed: () => refused(500, 20500, 'Internal Server Error'),
      limited: () => refused(429, 20429, 'Too Many Requests'),
    });
    scope.removeContentTypeParser('application/x-www-form-urlencoded');
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.addHook('onRequest', async (request, reply) => {
      const { twilio } = options;
      const given = Buffer.from(request.headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString();
      if (twilio && sameSecret(given, `${twilio.accountSid}:${twilio.authToken}`)) return;
      return answerWith(reply, refused(401, 20003, 'Authenticate'));
    });

    scope.post<Place>('/2010-04-01/Accounts/:account/Messages.json', async (request, reply) => {
      const silent = spendFault(world, 'twilio', ['accept-then-silent']) !== null;
      const answer = take(world, options, posting, request.params.account, request.body, await options.now());
      await kept();
      if (silent && answer.status === 201) {
        const mended = await stayedSilentUntilMended(world, 'twilio', request);
        return mended ? answerWith(reply, answer) : reply.hijack();
      }
      return answerWith(reply, answer);
    });

    scope.get<Place>('/2010-04-01/Accounts/:account/Messages.json', async (request, reply) =>
      answerWith(reply, listed(world, request.params.account, new URLSearchParams(request.url.split('?', 2)[1] ?? ''))),
    );
  };
}

function refused(status: number, code: number, message: string): Answer {
  return {
    status,
    body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  };
}

/** Takes one message, or says in Twilio's numbers why not. `at` is business time: the world outside lives in it, too. */
function take(
  world: World,
  options: SandboxOptions,
  posting: Posting,
  account: string,
  body: unknown,
  at: Date,
): Answer {
  const read = messageForm.safeParse(body);
  if (!read.success) return refused(400, 21602, 'A text message body must be specified.');
  const { To: to, From: from, Body, StatusCallback: callback = null } = read.data;
  if (!number.test(to)) return refused(400, 21211, "Invalid 'To' Phone Number");
  if (!sender.test(from)) return refused(400, 21212, "Invalid 'From' Number");
  if (Body.length > longestBody) return refused(400, 21617, 'The concatenated message body exceeds the 1600 limit.');
  const no = world.twilio.refused.find((each) => each.number === to);
  if (no) return refused(400, no.code, 'The number takes no text message.');
  const text: SandboxText = {
    sid: `SM${randomBytes(16).toString('hex')}`,
    receivedAt: at.toISOString(),
    from,
    to,
    body: Body,
    status: 'queued',
    errorCode: null,
    callback,
    hookDelivered: false,
  };
  world.twilio.texts.push(text);
  touch(world);
  posting.later(travelMs, () => deliverText(world, options, posting, text));
  return { status: 201, body: shapeOf(text, account) };
}

/** Newest first, by recipient; `Page` counts from 0. */
function listed(world: World, account: string, query: URLSearchParams): Answer {
  const size = Number(query.get('PageSize') ?? 50);
  const page = Number(query.get('Page') ?? 0);
  const found = world.twilio.texts.filter(({ to }) => to === (query.get('To') ?? to)).toReversed();
  const next = new URLSearchParams({ ...Object.fromEntries(query), Page: String(page + 1) });
  const more = (page + 1) * size < found.length;
  return {
    status: 200,
    body: {
      messages: found.slice(page * size, (page + 1) * size).map((text) => shapeOf(text, account)),
      next_page_uri: more ? `/2010-04-01/Accounts/${account}/Messages.json?${next}` : null,
      page,
      page_size: size,
    },
  };
}

function shapeOf(text: SandboxText, account: string) {
  const at = new Date(text.receivedAt).toUTCString().replace('GMT', '+0000');
  return {
    account_sid: account,
    api_version: '2010-04-01',
    body: text.body,
    date_created: at,
    date_sent: text.status === 'queued' ? null : at,
    date_updated: at,
    direction: 'outbound-api',
    error_code: text.errorCode,
    error_message: null,
    from: text.from,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    sid: text.sid,
    status: text.status,
    to: text.to,
    uri: `/2010-04-01/Accounts/${account}/Messages/${text.sid}.json`,
  };
}
