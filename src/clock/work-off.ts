/**
 * Takes jobs from the queues and does them: each queue's deed, then the row of the timetable that asked for it is
 * finished. A throw is a bug or an outage: the queue tries again, then keeps it among the dead letters for somebody to see.
 */
import type { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { finishOnTimetable } from '../creditors/store-timetable.ts';
import type { Database } from '../db/work.ts';
import { worksOf } from '../sending/tools.ts';
import { type ClockTools, deeds, isQueueName, type QueueName, queueNames } from './jobs.ts';
import { queuesWithWork } from './store.ts';

export type WorkOffTools = {
  readonly boss: PgBoss;
  readonly db: Database;
  readonly clock: ClockTools;
  /** Told of a deed that threw: the queue, the job and what kind of error, never what was in it. */
  readonly complain: (about: { readonly queue: string; readonly job: string; readonly error: unknown }) => void;
};

const jobsAtOnce = 12;

const payload = z.object({ creditorId: z.uuid(), subjectId: z.string().default('') });

/** One round over all of these queues that have something. Answers how many jobs were done. */
export async function workOff(
  tools: WorkOffTools,
  queues: readonly QueueName[] = queueNames,
  atOnce: number = jobsAtOnce,
): Promise<number> {
  let count = 0;
  for (const name of await queuesWithWork(tools.db)) {
    if (isQueueName(name) && queues.includes(name)) count += await workOffQueue(tools, name, atOnce);
  }
  return count;
}

async function workOffQueue(tools: WorkOffTools, name: QueueName, batchSize: number): Promise<number> {
  const jobs = await tools.boss.fetch(name, { batchSize });
  await Promise.all(jobs.map((job) => doJob(tools, name, job.id, job.data)));
  return jobs.length;
}

async function doJob(tools: WorkOffTools, name: QueueName, id: string, data: unknown): Promise<void> {
  try {
    const job = payload.parse(data);
    await deeds[name](tools.clock, job);
    await worksOf(tools.clock, job.creditorId, 'finish')((work) => finishOnTimetable(work, name, job.subjectId));
    await tools.boss.complete(name, id);
  } catch (error) {
    tools.complain({ queue: name, job: id, error });
    await tools.boss.fail(name, id, { error: error instanceof Error ? error.name : 'unknown' });
  }
}
