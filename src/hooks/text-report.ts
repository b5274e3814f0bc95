/** What the provider of text messages tells of one: the few fields we act on. The rest stays in the stored body. */
import { z } from 'zod';

/** What we act on: that it left, and how it ended. "queued" and "sending" are answered kindly and forgotten. */
const kept = ['sent', 'delivered', 'undelivered', 'failed'];

const plainWord = z.string().regex(/^[!-~]{1,100}$/);
const shape = z.object({ MessageSid: plainWord, MessageStatus: plainWord });

export type TextReport = {
  readonly type: string;
  /** The same for the same report told again. */
  readonly eventId: string;
  readonly kept: boolean;
};

/** Null for what is no report at all. */
export function textReport(form: URLSearchParams): TextReport | null {
  const read = shape.safeParse(Object.fromEntries(form));
  if (!read.success) return null;
  const { MessageSid, MessageStatus } = read.data;
  return { type: MessageStatus, eventId: `${MessageSid}/${MessageStatus}`, kept: kept.includes(MessageStatus) };
}
