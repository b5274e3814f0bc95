/** Postmark's API on loopback: taking mail, and finding what was taken. What it took is the sandbox's inbox. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sameSecret } from '../values/secrets.ts';
import { type Answer, answerWith, spendFault, stayedSilentUntilMended, strikeWithFaults } from './faults.ts';
import type { Posting } from './posting.ts';
import { deliverMail } from './postmark-hooks.ts';
import type { SandboxMail } from './postmark-state.ts';
import type { SandboxOptions } from './start-sandbox.ts';
import { touch, type World } from './world.ts';

/** Mail takes a moment to arrive, so the answer to sending usually comes first. Usually. */
const travelMs = 20;
const mostRecipients = 50;

const mailBody = z.object({
  From: z.string().min(1),
  To: z.string().min(1),
  Cc: z.string().nullish(),
  Bcc: z.string().nullish(),
  ReplyTo: z.string().nullish(),
  Subject: z.string().nullish(),
  HtmlBody: z.string().nullish(),
  TextBody: z.string().nullish(),
  Tag: z.string().max(1000).nullish(),
  Metadata: z.record(z.string(), z.string()).nullish(),
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).nullish(),
  MessageStream: z.string().nullish(),
});

type Item = {
  readonly To?: string;
  readonly SubmittedAt?: string;
  readonly MessageID?: string;
  readonly ErrorCode: number;
  readonly Message: string;
};

export function postmarkApi(world: World, options: SandboxOptions, kept: () => Promise<void>, posting: Posting) {
  return async (scope: FastifyInstance): Promise<void> => {
    strikeWithFaults(scope, world, 'postmark', {
      failed: () => ({ status: 500, body: { ErrorCode: 500, Message: 'An internal server error occurred.' } }),
      limited: () => ({ status: 429, body: { ErrorCode: 429, Message: 'Rate limit exceeded.' } }),
    });
    scope.addHook('onRequest', async (request, reply) => {
      const token = request.headers['x-postmark-server-token'];
      if (typeof token === 'string' && sameSecret(token, options.postmarkServerToken)) return;
      return reply.code(401).send({ ErrorCode: 10, Message: 'Request does not contain a valid Server token.' });
    });

    scope.post('/email', async (request, reply) => {
      const silent = spendFault(world, 'postmark', ['accept-then-silent']) !== null;
      const item = take(world, options, posting, request.body, await options.now());
      await kept();
      if (silent && item.ErrorCode === 0) return withoutAnswer(world, request, reply, item);
      return answerWith(reply, { status: item.ErrorCode === 0 ? 200 : 422, body: item });
    });
    scope.post('/email/batch', async (request, reply) => {
      if (!Array.isArray(request.body)) return answerWith(reply, refused(402, 'The JSON must be a list of messages.'));
      if (request.body.length > 500) return answerWith(reply, refused(410, 'A batch may carry up to 500 messages.'));
      const at = await options.now();
      const items = request.body.map((each: unknown) => take(world, options, posting, each, at));
      await kept();
      return items;
    });
    scope.get('/messages/outbound', async (request, reply) =>
      answerWith(reply, search(world, new URLSearchParams(request.url.split('?', 2)[1] ?? ''))),
    );
    scope.get<{ Params: { id: string } }>('/messages/outbound/:id/details', async (request, reply) => {
      const found = world.postmark.mails.find((each) => each.id === request.params.id);
      if (!found) return answerWith(reply, refused(701, 'This message was not found.'));
      return {
        ...foundShape(found),
        HtmlBody: found.html ?? '',
        TextBody: found.text ?? '',
        Body: '',
        MessageEvents: [],
      };
    });
  };
}

async function withoutAnswer(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  item: Item,
): Promise<FastifyReply> {
  const mended = await stayedSilentUntilMended(world, 'postmark', request);
  return mended ? reply.send(item) : reply.hijack();
}

function refused(ErrorCode: number, Message: string): Answer {
  return { status: 422, body: { ErrorCode, Message } };
}

/** Takes one mail, or says in Postmark's words why not. `at` is business time: the world outside lives in it, too. */
function take(world: World, options: SandboxOptions, posting: Posting, body: unknown, at: Date): Item {
  const read = mailBody.safeParse(body);
  if (!read.success)
    return { ErrorCode: 300, Message: `Invalid '${String(read.error.issues[0]?.path[0] ?? 'message')}'.` };
  const given = read.data;
  const to = addresses(given.To);
  const copies = [...addresses(given.Cc ?? ''), ...addresses(given.Bcc ?? '')];
  if (addresses(given.From).length !== 1) return { ErrorCode: 300, Message: "Invalid 'From' address." };
  if (to.length === 0 || [...to, ...copies].includes(''))
    return { ErrorCode: 300, Message: "Error parsing 'To': Illegal email address." };
  if (to.length + copies.length > mostRecipients) return { ErrorCode: 300, Message: 'Too many recipients.' };
  if (!given.HtmlBody && !given.TextBody)
    return { ErrorCode: 300, Message: 'Provide either email TextBody or HtmlBody or both.' };
  const inactive = to.filter((address) => world.postmark.inactive.includes(address.toLowerCase()));
  if (inactive.length > 0) {
    const why = 'Found inactive addresses: ';
    return {
      ErrorCode: 406,
      Message: `You tried to send to recipient(s) that have been marked as inactive. ${why}${inactive.join(', ')}. Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.`,
    };
  }
  const mail: SandboxMail = {
    id: randomUUID(),
    receivedAt: at.toISOString(),
    from: given.From,
    to,
    replyTo: given.ReplyTo ?? null,
    subject: given.Subject ?? '',
    html: given.HtmlBody ?? null,
    text: given.TextBody ?? null,
    tag: given.Tag ?? null,
    stream: given.MessageStream ?? 'outbound',
    headers: (given.Headers ?? []).map(({ Name, Value }) => ({ name: Name, value: Value })),
    metadata: given.Metadata ?? {},
    status: 'Queued',
    hookDelivered: false,
  };
  world.postmark.mails.push(mail);
  touch(world);
  posting.later(travelMs, () => deliverMail(world, options, posting, mail));
  return { To: given.To, SubmittedAt: mail.receivedAt, MessageID: mail.id, ErrorCode: 0, Message: 'OK' };
}

/** `Name <a@b.example>, c@d.example` → the bare addresses; an empty text where one cannot be read. */
export function addresses(list: string): string[] {
  const parts = list.match(/(?:"[^"]*"|[^,])+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const bare = /<([^<>]*)>$/.exec(part)?.[1] ?? part;
      return /^[^\s@<>",]+@[^\s@<>",.]+(\.[^\s@<>",.]+)+$/.test(bare) ? bare : '';
    });
}

/** Filters: recipient, tag, subject, status, fromdate is ignored; any `metadata_key`. Newest first, as Postmark gives them. */
function search(world: World, query: URLSearchParams): Answer {
  const [count, offset] = [Number(query.get('count') ?? Number.NaN), Number(query.get('offset') ?? Number.NaN)];
  if (
    !Number.isInteger(count) ||
    count < 1 ||
    count > 500 ||
    !Number.isInteger(offset) ||
    offset < 0 ||
    count + offset > 10_000
  ) {
    return refused(600, "'count' (up to 500) and 'offset' are needed.");
  }
  const found = world.postmark.mails.filter((mail) => {
    for (const [key, value] of query) {
      if (key.startsWith('metadata_') && mail.metadata[key.slice('metadata_'.length)] !== value) return false;
      if (key === 'recipient' && !mail.to.some((address) => address.toLowerCase() === value.toLowerCase()))
        return false;
      if (key === 'tag' && mail.tag !== value) return false;
      if (key === 'subject' && !mail.subject.includes(value)) return false;
      if (key === 'status' && mail.status.toLowerCase() !== value.toLowerCase()) return false;
    }
    return true;
  });
  const messages = found.reverse().slice(offset, offset + count);
  return { status: 200, body: { TotalCount: found.length, Messages: messages.map(foundShape) } };
}

function foundShape(mail: SandboxMail) {
  return {
    MessageID: mail.id,
    MessageStream: mail.stream,
    Tag: mail.tag ?? '',
    To: mail.to.map((Email) => ({ Email, Name: '' })),
    Cc: [],
    Bcc: [],
    Recipients: mail.to,
    ReceivedAt: mail.receivedAt,
    From: mail.from,
    Subject: mail.subject,
    Attachments: [],
    Status: mail.status === 'Queued' ? 'Queued' : 'Sent',
    TrackOpens: false,
    TrackLinks: 'None',
    Metadata: mail.metadata,
    Sandboxed: false,
  };
}
