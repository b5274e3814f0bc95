/**
 * The mail port over Postmark. Its send call takes no idempotency key, so each call is made once and its outcome told exactly:
 * taken, provably not taken, or not known. What is not known is looked up later by our id, which travels as metadata.
 */
import { Models, ServerClient } from 'postmark';
import { z } from 'zod';
import type { Accepted, Mail, MailProvider, MailRefusal } from '../sending/port.ts';
import { done, type Outcome, refused, unknown } from '../values/outcome.ts';
import { neverConnected, retryAfterMs, whyItBroke } from './connection.ts';

export type PostmarkOptions = {
  /** "https://api.postmarkapp.com"; a path in it is kept as a prefix. */
  readonly apiUrl: string;
  readonly serverToken: string;
  /** For the whole call, its body included. */
  readonly timeoutMs: number;
};

/** What one call met on its way. The SDK keeps the error's sentence and drops its cause, so the call is watched from below. */
type Witness = { status: number | null; broke: unknown; headers: Headers };

export function postmarkMail(options: PostmarkOptions): MailProvider {
  return {
    async send(mail) {
      const answer = await oneCall(options, (client) => client.sendEmail(messageOf(mail)));
      if (answer.kind !== 'done') return answer;
      return acceptedIn(answer.value);
    },
    async find(messageId) {
      const answer = await oneCall(options, (client) =>
        client.getOutboundMessages({ count: 1, offset: 0, metadata_message_id: messageId }),
      );
      if (answer.kind !== 'done') return answer;
      return foundIn(answer.value, messageId);
    },
  };
}

function messageOf(mail: Mail): Parameters<ServerClient['sendEmail']>[0] {
  return {
    From: sender(mail.fromName, mail.fromAddress),
    To: oneLine(mail.to),
    ...(mail.replyTo ? { ReplyTo: oneLine(mail.replyTo) } : {}),
    Subject: oneLine(mail.subject),
    HtmlBody: mail.html,
    TextBody: mail.text,
    Tag: mail.tag,
    Metadata: { message_id: mail.messageId, attempt: String(mail.attempt) },
    // A debtor is not watched: no pixel, no rewritten links.
    TrackOpens: false,
    TrackLinks: Models.LinkTrackingOptions.None,
    MessageStream: 'outbound',
  };
}

/** `"Nordvind Kaffe ApS" <rykker@…>`. A name cannot end its quotes or its line: it could otherwise write headers of its own. */
export function sender(name: string, address: string): string {
  const safe = oneLine(name)
    .replace(/["\\<>]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  return safe ? `"${safe}" <${oneLine(address)}>` : oneLine(address);
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

/** One call with a witness of its own: what came back is judged by the wire, not by the SDK's sentence. */
async function oneCall(
  options: PostmarkOptions,
  call: (client: ServerClient) => Promise<unknown>,
): Promise<Outcome<unknown, MailRefusal>> {
  const witness: Witness = { status: null, broke: null, headers: new Headers() };
  try {
    const value = await call(watchedClient(options, witness));
    return done(value);
  } catch (error) {
    if (witness.status === null || witness.broke !== null) return outcomeOfBreak(witness.broke ?? error);
    if (witness.status < 300) return unknown(`Postmark: ${whyItBroke(error)} in the middle of the answer`);
    return outcomeOfStatus(witness.status, witness.headers, codeOf(error));
  }
}

function watchedClient(options: PostmarkOptions, witness: Witness): ServerClient {
  const base = new URL(options.apiUrl);
  return new ServerClient(options.serverToken, {
    requestHost: base.host + base.pathname.replace(/\/+$/, ''),
    useHttps: base.protocol === 'https:',
    timeout: options.timeoutMs / 1000,
    fetch: async (input, init) => {
      try {
        const response = await fetch(input, { ...init, redirect: 'manual' });
        witness.status = response.status;
        witness.headers = response.headers;
        return response;
      } catch (error) {
        witness.broke = error;
        throw error;
      }
    },
  });
}

/** Refused connections and unknown hosts: nothing left this house. Anything else may have been read at the other end. */
function outcomeOfBreak(error: unknown): Outcome<never, MailRefusal> {
  const why = whyItBroke(error);
  return neverConnected(error) ? refused({ code: 'unreachable', what: why }) : unknown(`Postmark: ${why}`);
}

/** Postmark's ErrorCode; its numbers look like HTTP's and mean other things. */
function codeOf(error: unknown): number {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : 0;
}

/** The sender or the account is the trouble: bad token, sender not confirmed, out of credits, pending approval, may not send. */
const accountCodes: readonly number[] = [10, 400, 401, 405, 412, 413];

function outcomeOfStatus(status: number, headers: Headers, code: number): Outcome<never, MailRefusal> {
  if (status === 429) return refused({ code: 'slow-down', retryAfterMs: retryAfterMs(headers) });
  if (status < 400 || status === 408 || status >= 500) return unknown(`Postmark: it answered ${status}`);
  const what = `Postmark answered ${status} with code ${code}`;
  if (code === 406) return refused({ code: 'inactive-recipient' });
  if (status === 401 || accountCodes.includes(code)) return refused({ code: 'account', what });
  if (code === 300) return refused({ code: 'bad-address', what });
  return refused({ code: 'rejected', what });
}

const instant = z
  .string()
  .transform((text) => new Date(text))
  .refine((at) => !Number.isNaN(at.getTime()));
const sent = z.object({ ErrorCode: z.literal(0).optional(), MessageID: z.string().min(1), SubmittedAt: instant });

/** A 200 that cannot be read is not a no: the mail may be on its way. */
function acceptedIn(answer: unknown): Outcome<Accepted, MailRefusal> {
  const read = sent.safeParse(answer);
  if (!read.success) return unknown('Postmark: it answered 200 with something that cannot be read');
  return done({ providerId: read.data.MessageID, at: read.data.SubmittedAt });
}

const search = z.object({
  Messages: z.array(
    z.object({
      MessageID: z.string().min(1),
      ReceivedAt: instant,
      Metadata: z.record(z.string(), z.string()).nullish(),
    }),
  ),
});

/** The search is asked for one id; an answer about another message is not believed. */
function foundIn(answer: unknown, messageId: string): Outcome<Accepted | null, MailRefusal> {
  const read = search.safeParse(answer);
  if (!read.success) return unknown('Postmark: the search answered with something that cannot be read');
  const [first] = read.data.Messages;
  if (!first) return done(null);
  if (first.Metadata?.['message_id'] !== messageId)
    return unknown('Postmark: the search answered with another message');
  return done({ providerId: first.MessageID, at: first.ReceivedAt });
}
