import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';

/** Puts a thing on the timetable; the same thing again moves to the new time. Business time. */
export async function putOnTimetable(work: Work, what: string, subjectId: string, dueAt: Instant): Promise<void> {
  await work.tx.execute(sql`
    insert into timetable (creditor_id, what, subject_id, due_at)
    values (${work.creditorId}, ${what}, ${subjectId}, ${dueAt.toISOString()})
    on conflict (creditor_id, what, subject_id) do update set due_at = excluded.due_at, taken_at = null
  `);
}

/**
 * Something may have to be done sooner than the timetable says: it moves forward to `dueAt`, never back, so that any number
 * of hints within that time is one appointment and one row written.
 */
export async function bringForward(work: Work, what: string, subjectId: string, dueAt: Instant): Promise<void> {
  await work.tx.execute(sql`
    insert into timetable as t (creditor_id, what, subject_id, due_at)
    values (${work.creditorId}, ${what}, ${subjectId}, ${dueAt.toISOString()})
    on conflict (creditor_id, what, subject_id) do update set due_at = excluded.due_at, taken_at = null
      where t.due_at > excluded.due_at
  `);
}

/**
 * When a thing that is just done is done again. Whoever has asked for it while it was being done keeps the time that was
 * asked for: what has changed behind our back is looked at then, and not next morning.
 */
export async function comeAgain(work: Work, what: string, subjectId: string, dueAt: Instant): Promise<void> {
  await work.tx.execute(sql`
    insert into timetable as t (creditor_id, what, subject_id, due_at)
    values (${work.creditorId}, ${what}, ${subjectId}, ${dueAt.toISOString()})
    on conflict (creditor_id, what, subject_id) do update set due_at = excluded.due_at, taken_at = null
      where t.taken_at is not null or t.due_at > excluded.due_at
  `);
}

export async function takeOffTimetable(work: Work, what: string, subjectId: string): Promise<void> {
  await work.tx.execute(sql`
    delete from timetable where creditor_id = ${work.creditorId} and what = ${what} and subject_id = ${subjectId}
  `);
}

/** The thing falls due and is handed to the queue; it comes again after `patience` unless its work is done. False: somebody else took it. */
export async function takeFromTimetable(
  work: Work,
  what: string,
  subjectId: string,
  comesAgainAt: Instant,
): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    update timetable set taken_at = ${work.now.toISOString()}, due_at = ${comesAgainAt.toISOString()}
    where creditor_id = ${work.creditorId} and what = ${what} and subject_id = ${subjectId} and due_at <= ${work.now.toISOString()}
    returning 1
  `);
  return rows.length > 0;
}

/** The work is done. A row that was put on the timetable anew in the meantime stays. */
export async function finishOnTimetable(work: Work, what: string, subjectId: string): Promise<void> {
  await work.tx.execute(sql`
    delete from timetable where creditor_id = ${work.creditorId} and what = ${what} and subject_id = ${subjectId} and taken_at is not null
  `);
}
