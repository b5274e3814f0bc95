/** What a mail provider tells of one message after it has taken it, cut down to what we act on. */
import { z } from 'zod';

export type DeliveryNews =
  /** It has left the provider: worth knowing where we did not even know that it was taken. */
  | { readonly kind: 'taken'; readonly messageId: string; readonly providerId: string }
  | { readonly kind: 'delivered'; readonly messageId: string; readonly providerId: string }
  /**
   * `dead`: nothing is to be sent to the address any more. `final`: the message reached nobody and is not tried again; a mail
   * that bounces and leaves its address open is only weather. `address` null: the one it was sent to.
   */
  | {
      readonly kind: 'bounced';
      readonly messageId: string;
      readonly providerId: string;
      readonly final: boolean;
      readonly dead: boolean;
      readonly address: string | null;
      readonly type: string;
    }
  | { readonly kind: 'complained'; readonly messageId: string; readonly providerId: string; readonly address: string };

const record = z.object({
  RecordType: z.enum(['Delivery', 'Bounce', 'SpamComplaint']),
  MessageID: z.string().min(1),
  Metadata: z.object({ message_id: z.uuid() }),
  Email: z.string().optional(),
  Recipient: z.string().optional(),
  Inactive: z.boolean().optional(),
  Type: z.string().max(60).optional(),
});

/** Null when the record is of a kind we do not act on, or is not one of ours. Acts on `Inactive`, not on the type's number. */
export function deliveryNews(body: string): DeliveryNews | null {
  const parsed = record.safeParse(readJson(body));
  if (!parsed.success) return null;
  const { RecordType, MessageID: providerId, Metadata, Email, Inactive, Type } = parsed.data;
  const messageId = Metadata.message_id;
  if (RecordType === 'Delivery') return { kind: 'delivered', messageId, providerId };
  if (Email === undefined) return null;
  if (RecordType === 'SpamComplaint') return { kind: 'complained', messageId, providerId, address: Email };
  const dead = Inactive === true;
  return { kind: 'bounced', messageId, providerId, final: dead, dead, address: Email, type: Type ?? 'Unknown' };
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
