/** What a provider of text messages tells of one after it has taken it, cut down to what we act on. */
import { z } from 'zod';
import type { DeliveryNews } from './delivery-news.ts';

const report = z.object({
  MessageSid: z.string().min(1),
  MessageStatus: z.enum(['sent', 'delivered', 'undelivered', 'failed']),
  ErrorCode: z.string().max(20).optional(),
});

/** The number takes no text and will not: unknown (30005), a landline or out of reach (30006), no mobile (21614), opted out (21610). */
const deadNumber: readonly string[] = ['30005', '30006', '21614', '21610', '21211'];

/**
 * `messageId` is ours, from the address that was called. Null when the report is of a kind we do not act on. A message that did
 * not arrive is not tried again by the provider, whatever the reason: the debtor has not had the letter.
 */
export function textNews(messageId: string, body: string): DeliveryNews | null {
  const read = report.safeParse(Object.fromEntries(new URLSearchParams(body)));
  if (!read.success) return null;
  const { MessageSid: providerId, MessageStatus, ErrorCode = '' } = read.data;
  if (MessageStatus === 'sent') return { kind: 'taken', messageId, providerId };
  if (MessageStatus === 'delivered') return { kind: 'delivered', messageId, providerId };
  const dead = deadNumber.includes(ErrorCode);
  return { kind: 'bounced', messageId, providerId, final: true, dead, address: null, type: ErrorCode || MessageStatus };
}
