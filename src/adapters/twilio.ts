/**
 * The text message port over Twilio's Messages. It takes no idempotency key and no metadata: each call is made once and its
 * outcome told exactly. Our id travels in the address Twilio calls back, so the first news of a message settles a lost answer;
 * without news it is looked for among what was sent to the same number, by the private link that no other message has.
 */
import { z } from 'zod';
import type { Accepted, MailRefusal, TextMessage, TextProvider } from '../sending/port.ts';
import { type Instant, instantPlus, wholeDay } from '../values/day.ts';
import { done, type Outcome, refused, unknown } from '../values/outcome.ts';
import { neverConnected, retryAfterMs, whyItBroke } from './connection.ts';

export type TwilioOptions = {
  /** "https://api.twilio.com"; a path in it is kept as a prefix. */
  readonly apiUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** The house's number, E.164: who a message is from where the creditor has no name of its own. */
  readonly from: string;
  /** What our id is written behind: "https://rykker.example/hooks/twilio". */
  readonly callbackUrl: string;
  /** For the whole call, its body included. */
  readonly timeoutMs: number;
};

/** A message that could not be passed on within this is dropped: late in the day it must not arrive at night. */
const validSeconds = 2 * 60 * 60;
const pageSize = 100;
const mostPages = 10;

export function twilioTexts(options: TwilioOptions): TextProvider {
  return {
    async send(text) {
      const form = new URLSearchParams({
        To: text.to,
        From: text.from ?? options.from,
        Body: text.body,
        StatusCallback: `${options.callbackUrl}/${text.messageId}`,
        ValidityPeriod: String(validSeconds),
      });
      const answer = await oneCall(options, messagesUrl(options), form);
      return answer.kind === 'done' ? acceptedIn(answer.value) : answer;
    },
    find: (text, since) => find(options, text, since),
  };
}

function messagesUrl(options: TwilioOptions): string {
  return `${options.apiUrl.replace(/\/+$/, '')}/2010-04-01/Accounts/${options.accountSid}/Messages.json`;
}

/** Newest first, page by page, until a page ends before the message was made. More pages than anybody gets is not known. */
async function find(
  options: TwilioOptions,
  text: TextMessage,
  since: Instant,
): Promise<Outcome<Accepted | null, MailRefusal>> {
  const oldest = instantPlus(since, -wholeDay);
  let url = `${messagesUrl(options)}?${new URLSearchParams({ To: text.to, PageSize: String(pageSize) })}`;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await oneCall(options, url, null);
    if (answer.kind !== 'done') return answer;
    const read = list.safeParse(answer.value);
    if (!read.success) return unknown('Twilio: the list answered with something that cannot be read');
    for (const { sid, body, date_created: at } of read.data.messages) {
      if (body?.includes(text.mark)) return done({ providerId: sid, at });
      if (at >= oldest && !body) return unknown('Twilio: the list keeps the words of its messages to itself');
    }
    const last = read.data.messages.at(-1);
    if (!read.data.next_page_uri || !last || last.date_created < oldest) return done(null);
    url = options.apiUrl.replace(/\/+$/, '') + read.data.next_page_uri;
  }
  return unknown('Twilio: the list is longer than anybody reads');
}

/** One call; `form` null reads. Its answer as JSON. */
async function oneCall(
  options: TwilioOptions,
  url: string,
  form: URLSearchParams | null,
): Promise<Outcome<unknown, MailRefusal>> {
  const credentials = Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64');
  let response: Response | null = null;
  try {
    response = await fetch(url, {
      method: form === null ? 'GET' : 'POST',
      headers: { authorization: `Basic ${credentials}`, accept: 'application/json' },
      ...(form === null ? {} : { body: form }),
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    const body: unknown = await response.json().catch((error: unknown) => {
      if (error instanceof SyntaxError) return null;
      throw error;
    });
    return response.ok ? done(body) : outcomeOfStatus(response, body);
  } catch (error) {
    if (response === null && neverConnected(error)) return refused({ code: 'unreachable', what: whyItBroke(error) });
    return unknown(`Twilio: ${whyItBroke(error)}`);
  }
}

/**
 * The number takes no text: not a number (21211, 21217), no mobile (21614), a landline (21635), opted out by STOP (21610), or
 * out of our reach by country or sender (21408, 21612).
 */
const deadNumber: readonly number[] = [21211, 21217, 21614, 21635, 21408, 21612];
const optedOut = 21610;
/** The account or the sender is the trouble: not let in, suspended, or a number that is not ours to send from. */
const accountCodes: readonly number[] = [20003, 20005, 21212, 21603, 21606, 21659, 21660, 30002];

const refusal = z.object({ code: z.number() });

/** A 4xx with Twilio's own code is a no. One without was written by somebody on the way, and says nothing. */
function outcomeOfStatus(response: Response, body: unknown): Outcome<never, MailRefusal> {
  const { status, headers } = response;
  if (status === 429) return refused({ code: 'slow-down', retryAfterMs: retryAfterMs(headers) });
  if (status < 400 || status === 408 || status >= 500) return unknown(`Twilio: it answered ${status}`);
  const code = refusal.safeParse(body).data?.code;
  const what = `Twilio answered ${status} with code ${code ?? 'none'}`;
  if (status === 401 || (code !== undefined && accountCodes.includes(code))) return refused({ code: 'account', what });
  if (code === undefined) return unknown(`Twilio: it answered ${status} without a code`);
  if (code === optedOut) return refused({ code: 'inactive-recipient' });
  return deadNumber.includes(code) ? refused({ code: 'bad-address', what }) : refused({ code: 'rejected', what });
}

/** RFC 2822: "Tue, 24 Nov 2026 09:14:22 +0000". */
const instant = z
  .string()
  .transform((text) => new Date(text))
  .refine((at) => !Number.isNaN(at.getTime()));

const sent = z.object({ sid: z.string().min(1), date_created: instant });
const list = z.object({
  messages: z.array(z.object({ sid: z.string().min(1), body: z.string().nullish(), date_created: instant })),
  next_page_uri: z.string().nullish(),
});

/** A 2xx that cannot be read is not a no: the message may be on its way. */
function acceptedIn(answer: unknown): Outcome<Accepted, MailRefusal> {
  const read = sent.safeParse(answer);
  if (!read.success) return unknown('Twilio: it answered with something that cannot be read');
  return done({ providerId: read.data.sid, at: read.data.date_created });
}
