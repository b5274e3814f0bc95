/**
 * The work handle: a transaction in one creditor's room, the business time it began, and who acts. Doors and the clock
 * open it; verbs get it handed in and never open their own, so that they compose: in a batch, in a preview that rolls
 * back, in a test.
 */
import { DrizzleQueryError, sql } from 'drizzle-orm';
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import type { Instant } from '../values/day.ts';

export type Database = PostgresJsDatabase<Record<string, never>>;
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Who acts. A member by id, a debtor by id, or the machine by the name of what it was doing. */
export type Actor = { readonly kind: 'member' | 'debtor' | 'machine'; readonly id: string };

/** Work handed on to a job: ids only, committed with the transaction or not at all. */
export type Enqueue = (queue: string, payload: Readonly<Record<string, string>>) => Promise<void>;

export type Work = {
  readonly tx: Tx;
  readonly creditorId: string;
  /** Business time. */
  readonly now: Instant;
  readonly actor: Actor;
  readonly enqueue: Enqueue;
};

export type OpenWork = <Value>(
  who: { readonly creditorId: string; readonly actor: Actor },
  deed: (work: Work) => Promise<Value>,
) => Promise<Value>;

/** How a transaction sends jobs: given by main, which knows the queue. */
export type EnqueueIn = (tx: Tx) => Enqueue;

/** Opens works on this database. Every statement inside sees one creditor only. */
export function workOpener(db: Database, enqueueIn: EnqueueIn): OpenWork {
  return (who, deed) =>
    db
      .transaction(async (tx) => {
        const now = await enterCreditor(tx, who.creditorId);
        return deed({ tx, creditorId: who.creditorId, now, actor: who.actor, enqueue: enqueueIn(tx) });
      })
      .catch((thrown) => {
        throw withoutValues(thrown);
      });
}

/** Opens works that see one moment throughout and write nothing: what a long reading needs beside a running program. */
export function readingOpener(db: Database): OpenWork {
  const enqueue: Enqueue = async () => {
    throw new Error('a reading hands nothing on');
  };
  return (who, deed) =>
    db
      .transaction(
        async (tx) => {
          const now = await enterCreditor(tx, who.creditorId);
          // Planned with its list of keys in hand, a look-up hashes the list; without, it walks the list for every row.
          await tx.execute(sql`set local plan_cache_mode = force_custom_plan`);
          return deed({ tx, creditorId: who.creditorId, now, actor: who.actor, enqueue });
        },
        { isolationLevel: 'repeatable read', accessMode: 'read only' },
      )
      .catch((thrown) => {
        throw withoutValues(thrown);
      });
}

/**
 * A query's error as it may be logged and kept with a failed job: drizzle's says every value that was asked with, names
 * and addresses among them, and PostgreSQL's details say the row. The sentence, the code and the place stay.
 */
function withoutValues(thrown: unknown): unknown {
  if (!(thrown instanceof DrizzleQueryError)) return thrown;
  const cause: Error & { code?: string; constraint_name?: string } = thrown.cause ?? new Error('no answer');
  const named = cause.constraint_name ? ` (${cause.constraint_name})` : '';
  const plain = Object.assign(new Error(`query failed: ${cause.message}${named}`), { code: cause.code });
  const places = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  plain.stack = [`Error: ${plain.message}`, ...places].join('\n');
  return plain;
}

async function enterCreditor(tx: Tx, creditorId: string): Promise<Instant> {
  const [row] = await tx.execute<{ now: string }>(
    sql`select set_config('rykker.creditors', ${`{${creditorId}}`}, true), business_now() as now`,
  );
  return new Date(row!.now);
}
