import { sql } from 'drizzle-orm';
import { fromDrizzle, type PgBoss } from 'pg-boss';
import type { EnqueueIn } from './work.ts';

/** Jobs are put into the queue inside the transaction that wants them: rolled back with it, seen only after it. */
export function enqueueThrough(boss: PgBoss): EnqueueIn {
  return (tx) => async (queue, payload) => {
    await boss.send(queue, { ...payload }, { db: fromDrizzle(tx, sql) });
  };
}
