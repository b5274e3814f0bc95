import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';

/** Puts a thing on the timetable; the same thing again moves to the new time. Business time. */
export async function putOnTimetable(work: Work, what: string, subjectId: string, dueAt: Instant): Promise<void> {
  await work.tx.execute(sql`
    insert into timetable (creditor_id, what, subject_id, due_at)
    values (${work.creditorId}, ${what}, ${subjectId}, ${dueAt.toISOString()})
    on conflict (creditor_id, what, subject_id) do update set due_at = excluded.due_at
  `);
}

export async function takeOffTimetable(work: Work, what: string, subjectId: string): Promise<void> {
  await work.tx.execute(sql`
    delete from timetable where creditor_id = ${work.creditorId} and what = ${what} and subject_id = ${subjectId}
  `);
}
