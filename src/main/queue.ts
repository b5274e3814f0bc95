/** The queue as this process uses it: jobs are put in inside the transaction that wants them. */
import { PgBoss } from 'pg-boss';
import { queueNames } from '../clock/jobs.ts';
import { bossOptionsFor, type QueuePlan } from '../db/queues.ts';

export const deadLetters = 'dead-letters';

/**
 * Every queue there is; made at migration time. A job that throws is tried three times more, later each time, and is then
 * kept among the dead letters. It may last five minutes: longer than any outer call and its tries together.
 */
export const queuePlans: readonly QueuePlan[] = [
  { name: deadLetters },
  ...queueNames.map((name) => ({
    name,
    retryLimit: 3,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 300,
    deadLetter: deadLetters,
  })),
];

/** Opens the queue; only a worker keeps it clean. */
export async function openQueue(
  appUrl: string,
  keepsClean: boolean,
  complain: (error: unknown) => void,
): Promise<PgBoss> {
  const boss = new PgBoss({ ...bossOptionsFor(appUrl), max: 4, supervise: keepsClean });
  boss.on('error', complain);
  await boss.start();
  return boss;
}
