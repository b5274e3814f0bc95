import { and, eq } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { providerEvents } from './tables.ts';

const providers = ['stripe', 'postmark', 'twilio'] as const;

export type NewEvent = {
  readonly provider: (typeof providers)[number];
  /** The provider's own id of it: the same event told again is the same row. */
  readonly eventId: string;
  readonly type: string;
  /** A checkout session or a payment of the provider, or a message of ours. */
  readonly subject: string | null;
  /** As it came, byte for byte. */
  readonly body: string;
};

export type StoredEvent = NewEvent & { readonly id: string; readonly handled: boolean };

/** Stores a verified event once. Null when it was there already. */
export async function insertEvent(work: Work, event: NewEvent): Promise<string | null> {
  const rows = await work.tx
    .insert(providerEvents)
    .values({ ...event, creditorId: work.creditorId, receivedAt: work.now })
    .onConflictDoNothing()
    .returning({ id: providerEvents.id });
  return rows[0]?.id ?? null;
}

export async function readEvent(work: Work, id: string): Promise<StoredEvent | null> {
  const [row] = await work.tx.select().from(providerEvents).where(oneOf(work, id));
  if (!row) return null;
  const { eventId, type, subject, body } = row;
  const provider = providers.find((each) => each === row.provider);
  if (provider === undefined) throw new Error('an event of a provider nobody knows');
  return { id: row.id, provider, eventId, type, subject, body, handled: row.handledAt !== null };
}

/** `outcome` is a word: what came of it. */
export async function markEventHandled(work: Work, id: string, outcome: string): Promise<void> {
  await work.tx.update(providerEvents).set({ handledAt: work.now, outcome }).where(oneOf(work, id));
}

function oneOf(work: Work, id: string) {
  return and(eq(providerEvents.creditorId, work.creditorId), eq(providerEvents.id, id));
}
