import { eq, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import type { NewsEvent } from './port.ts';
import { bookSubscriptions } from './tables.ts';

export type SubscriptionState = {
  readonly event: NewsEvent;
  readonly state: 'subscribed' | 'by-hand' | 'ended';
  /** Why it is not subscribed, in a sentence; empty where it is. */
  readonly why: string;
};

/** What became of each event when it was last looked at; none before the first look. */
export async function readSubscriptions(work: Work): Promise<(SubscriptionState & { readonly lookedAt: Instant })[]> {
  const { event, state, why, lookedAt } = bookSubscriptions;
  return work.tx
    .select({ event, state, why, lookedAt })
    .from(bookSubscriptions)
    .where(eq(bookSubscriptions.creditorId, work.creditorId));
}

export async function keepSubscriptions(work: Work, states: readonly SubscriptionState[]): Promise<void> {
  await work.tx.execute(sql`
    insert into book_subscriptions (creditor_id, event, state, why, looked_at)
    select ${work.creditorId}::uuid, r.event, r.state, r.why, ${work.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as r(event text, state text, why text)
    on conflict (creditor_id, event) do update
      set state = excluded.state, why = excluded.why, looked_at = excluded.looked_at
  `);
}

/** The grant is gone: what we had made stands in the books still, and what it tells opens nothing. */
export async function endSubscriptions(work: Work, why: string): Promise<void> {
  await work.tx.execute(sql`
    update book_subscriptions set state = 'ended', why = ${why}, looked_at = ${work.now.toISOString()}::timestamptz
    where creditor_id = ${work.creditorId}::uuid and state = 'subscribed'
  `);
}
