/**
 * pg-boss's tables and our queues, made by the owner at migration time so that the program, which owns nothing, runs
 * pg-boss with `migrate: false` and never needs to make a table. Queues share one table: a partition of its own would
 * have to be made by the owner each time.
 */
import { PgBoss, type Queue } from 'pg-boss';
import type { Sql } from './connect.ts';
import { quoted } from './roles.ts';

export const queueSchema = 'pgboss';

/** A queue as the rooms' `jobs.ts` ask for it. A dead letter queue stands in the list like any other. */
export type QueuePlan = Readonly<Omit<Queue, 'partition'>>;

/**
 * How the program itself opens pg-boss: no table is made, no timetable of pg-boss's is kept (ours decides what is due),
 * and what only an owner may do (rebuild indexes, partition statistics) is left out.
 */
export function bossOptionsFor(appUrl: string) {
  return {
    connectionString: appUrl,
    schema: queueSchema,
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    persistQueueStats: false,
    application_name: 'rykker queue',
  } as const;
}

/** Makes or updates pg-boss's schema and the queues, and grants the program's role what running them takes. */
export async function installQueues(
  sql: Sql,
  ownerUrl: string,
  appRole: string,
  queues: readonly QueuePlan[],
): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: queueSchema,
    max: 2,
    supervise: false,
    schedule: false,
    application_name: 'rykker migrate',
  });
  const complaints: Error[] = [];
  boss.on('error', (error) => complaints.push(error));
  try {
    await boss.start();
    for (const queue of deadLettersFirst(queues)) await ensureQueue(boss, queue);
  } finally {
    await boss.stop({ graceful: false });
  }
  if (complaints[0]) throw complaints[0];
  await sql.unsafe(`
    grant usage on schema ${queueSchema} to ${quoted(appRole)};
    grant select, insert, update, delete on all tables in schema ${queueSchema} to ${quoted(appRole)};`);
}

/** Has pg-boss's schema been made by the version of it that this program carries? `sql` may be the program's own. */
export async function queuesAreCurrent(sql: Sql, url: string): Promise<boolean> {
  const [found] = await sql`select to_regclass('pgboss.version') is not null as there`;
  if (found?.['there'] !== true) return false;
  const boss = new PgBoss({ ...bossOptionsFor(url), max: 1, supervise: false });
  try {
    await boss.start();
    return true;
  } catch {
    return false;
  } finally {
    await boss.stop({ graceful: false });
  }
}

async function ensureQueue(boss: PgBoss, { name, ...wanted }: QueuePlan): Promise<void> {
  const found = await boss.getQueue(name);
  if (!found) return boss.createQueue(name, wanted);
  const { policy = 'standard', ...changeable } = wanted;
  if (found.policy !== policy)
    throw new Error(`Queue ${name} is ${found.policy} and cannot become ${policy}: give it a new name.`);
  if (Object.keys(changeable).length > 0) await boss.updateQueue(name, changeable);
}

/** A queue can only name a dead letter queue that is there. */
function deadLettersFirst(queues: readonly QueuePlan[]): QueuePlan[] {
  const targets = new Set(queues.map((queue) => queue.deadLetter));
  return [...queues].sort((a, b) => Number(targets.has(b.name)) - Number(targets.has(a.name)));
}
