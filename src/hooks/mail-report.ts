/** What the mail provider tells of a message: the few fields we act on. The rest stays in the stored body. */
import { z } from 'zod';

/** What we act on; other kinds (opens, clicks) are answered kindly and forgotten. */
const kept = ['Delivery', 'Bounce', 'SpamComplaint', 'SubscriptionChange'];

const plainWord = z.string().regex(/^[!-~]{1,100}$/);
const shape = z.object({
  RecordType: plainWord,
  MessageID: plainWord,
  ID: z.union([z.number(), plainWord]).optional(),
  Metadata: z.record(z.string(), z.unknown()).nullish(),
});

export type MailReport = {
  readonly type: string;
  /** The same for the same report told again. */
  readonly eventId: string;
  /** Our own id of the message; null where it carries none. */
  readonly messageId: string | null;
  readonly kept: boolean;
};

/** Null for what is no report at all. */
export function mailReport(body: Buffer): MailReport | null {
  const read = shape.safeParse(jsonIn(body));
  if (!read.success) return null;
  const { RecordType, MessageID, ID, Metadata } = read.data;
  const ours = z.uuid().safeParse(Metadata?.['message_id']);
  return {
    type: RecordType,
    eventId: [RecordType, MessageID, ID ?? ''].join('/'),
    messageId: ours.success ? ours.data : null,
    kept: kept.includes(RecordType),
  };
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
