import { sql } from 'drizzle-orm';
import type { Database } from '../db/work.ts';
import type { Instant } from '../values/day.ts';

export type DueRow = { readonly creditorId: string; readonly what: string; readonly subjectId: string };

export async function businessNow(db: Database): Promise<Instant> {
  const [row] = await db.execute<{ now: string }>(sql`select business_now() as now`);
  return new Date(row!.now);
}

/** What has fallen due over all creditors, in the order it fell due. */
export async function timetableDue(db: Database, now: Instant, most: number): Promise<DueRow[]> {
  const rows = await db.execute<{ creditor_id: string; what: string; subject_id: string }>(
    sql`select creditor_id, what, subject_id from timetable_due(${now.toISOString()}::timestamptz, ${most})`,
  );
  return rows.map((row) => ({ creditorId: row.creditor_id, what: row.what, subjectId: row.subject_id }));
}

/** When the next thing falls due, save those a turned calendar need not stop for; null when nothing is on the timetable. */
export async function timetableNext(db: Database, leavingOut: readonly string[]): Promise<Instant | null> {
  const [row] = await db.execute<{ at: string | null }>(
    sql`select timetable_next(${`{${leavingOut.join(',')}}`}::text[]) as at`,
  );
  return row?.at ? new Date(row.at) : null;
}

export async function creditorsToChain(db: Database): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`select creditors_to_chain() as id`);
  return rows.map((row) => row.id);
}

/** Moves the business clock forward; false when the target is not later than its now. Refused outside a sandbox. */
export async function turnBusinessClock(db: Database, to: Instant): Promise<boolean> {
  const [row] = await db.execute<{ turned: boolean }>(
    sql`select turn_business_clock(${to.toISOString()}::timestamptz) as turned`,
  );
  return row!.turned;
}

/** The house was awake at this moment: a long silence afterwards asks for a person before anything is sent. */
export async function noteTick(db: Database): Promise<void> {
  await db.execute(sql`update house set last_tick_at = clock_timestamp()`);
}

/** Jobs that are waiting or being done right now; retries that wait for later are not among them. */
export async function jobsUnderWay(db: Database): Promise<number> {
  const [row] = await db.execute<{ n: string }>(sql`
    select count(*) as n from pgboss.job
    where state in ('created', 'active') and start_after <= now() or state = 'retry' and start_after <= now() + interval '3 seconds'
  `);
  return Number(row!.n);
}

/** Queues that have something to fetch. */
export async function queuesWithWork(db: Database): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(
    sql`select distinct name from pgboss.job where state in ('created', 'retry') and start_after <= now()`,
  );
  return rows.map((row) => row.name);
}
