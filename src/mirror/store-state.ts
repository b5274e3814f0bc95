import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { mirrorState as mirrorStateTable } from './tables.ts';

export type PullStep = 'reference' | 'customers' | 'entries' | 'invoices' | 'claims' | 'settled' | 'contacts' | 'past';

export type MirrorState = {
  /** The first pull is not done; all is well; the books may not be read (the grant was taken back). */
  readonly phase: 'first' | 'quiet' | 'paused';
  /** What is being read now; null between pulls. */
  readonly step: PullStep | null;
  readonly rowsDone: number;
  /** Rows the step will read, where the books say. */
  readonly rowsTotal: number | null;
  readonly cursor: string | null;
  /** Wall time. */
  readonly startedAt: Instant | null;
  /** Wall time of the moment before the oldest read of the last whole pull; null before the first is done. */
  readonly booksReadAt: Instant | null;
  readonly lastEntry: number;
  /** Why the last pull was not whole, in a sentence without personal data; null when it was. */
  readonly problem: string | null;
  /** Pulls that failed since the last whole one. */
  readonly failures: number;
  /** Of the first pull, over all its lists: rows the books said they hold (null: they did not say), rows and pages read, and for how long. */
  readonly rowsPlanned: number | null;
  readonly rowsRead: number;
  readonly pagesRead: number;
  readonly readMs: number;
};

/** Null before the mirror was ever begun. */
export async function mirrorState(work: Work): Promise<MirrorState | null> {
  const {
    creditorId: _creditor,
    pullingUntil: _lease,
    contactsReadAt: _contactsRead,
    contactsWholeAt: _contactsWhole,
    ...columns
  } = getTableColumns(mirrorStateTable);
  const [row] = await work.tx
    .select(columns)
    .from(mirrorStateTable)
    .where(eq(mirrorStateTable.creditorId, work.creditorId));
  return row ? { ...row, step: row.step as PullStep | null } : null;
}

/**
 * What follows is planned for the tables as they are now, foreign keys' own look-ups too. A plan kept from when a table was
 * empty walks all of it for each row, and a first pull then takes the square of its rows; planning each statement anew
 * (`force_custom_plan`) plans the foreign keys row by row, and took twice as long.
 */
export async function planAnew(work: Work): Promise<void> {
  await work.tx.execute(sql`discard plans`);
}

/** How long a pull may be silent before it is taken for dead: longer than one call to the books may last, waits included. */
const lease = sql`interval '3 minutes'`;

/**
 * A pull starts, unless one is under way: then null. A first pull that was cut off keeps the time it began at and goes on
 * where it stood.
 */
export async function beginPull(work: Work, startedAt: Instant): Promise<MirrorState | null> {
  const at = startedAt.toISOString();
  const begun = await work.tx.execute(sql`
    insert into mirror_state as m (creditor_id, phase, started_at, pulling_until)
    values (${work.creditorId}, 'first', ${at}::timestamptz, clock_timestamp() + ${lease})
    on conflict (creditor_id) do update set
      pulling_until = excluded.pulling_until,
      phase = case when m.books_read_at is null then 'first' else 'quiet' end,
      started_at = case when m.books_read_at is null and m.step is not null then m.started_at else excluded.started_at end,
      step = case when m.books_read_at is null then m.step end,
      cursor = case when m.books_read_at is null then m.cursor end,
      rows_done = case when m.books_read_at is null then m.rows_done else 0 end,
      rows_total = case when m.books_read_at is null then m.rows_total end
    where m.pulling_until is null or m.pulling_until < clock_timestamp()
    returning 1
  `);
  return begun.length === 0 ? null : mirrorState(work);
}

export type Progress = Pick<MirrorState, 'step' | 'rowsDone' | 'rowsTotal' | 'cursor'>;

/** One page further. Time in which nobody was reading, between a kill and the next try, is not counted as time it took. */
export async function setProgress(work: Work, { step, rowsDone, rowsTotal, cursor }: Progress): Promise<void> {
  await work.tx.execute(sql`
    update mirror_state m set step = ${step}, rows_done = ${rowsDone}, rows_total = ${rowsTotal}, cursor = ${cursor},
      rows_read = m.rows_read + n.fresh, pages_read = m.pages_read + (n.fresh > 0)::integer,
      read_ms = m.read_ms + least(extract(epoch from ${lease} - (m.pulling_until - clock_timestamp())) * 1000, 60000)::bigint,
      pulling_until = clock_timestamp() + ${lease}
    from (select greatest(0, ${rowsDone}::integer - case when step = ${step} then rows_done else 0 end) as fresh
      from mirror_state where creditor_id = ${work.creditorId}::uuid) n
    where m.creditor_id = ${work.creditorId}::uuid
  `);
}

export async function setRowsPlanned(work: Work, rowsPlanned: number): Promise<void> {
  await work.tx
    .update(mirrorStateTable)
    .set({ rowsPlanned, rowsRead: 0, pagesRead: 0, readMs: 0 })
    .where(eq(mirrorStateTable.creditorId, work.creditorId));
}

/** Was the whole of the books read by a pull that began after this moment? Wall time. */
export async function readSince(work: Work, moment: Instant): Promise<boolean> {
  const readAt = (await mirrorState(work))?.booksReadAt ?? null;
  return readAt !== null && readAt > moment;
}

/** The pull is over though not whole: the next one need not wait. */
export async function freeMirror(work: Work): Promise<void> {
  await work.tx
    .update(mirrorStateTable)
    .set({ pullingUntil: null })
    .where(eq(mirrorStateTable.creditorId, work.creditorId));
}

/** The pull is over, whole, and the next one need not wait. `remarks`: what could not be read though the rest was, in sentences, or null. */
export async function endPull(work: Work, booksReadAt: Instant, remarks: string | null): Promise<void> {
  await work.tx
    .update(mirrorStateTable)
    .set({ phase: 'quiet', step: null, cursor: null, booksReadAt, problem: remarks, failures: 0, pullingUntil: null })
    .where(eq(mirrorStateTable.creditorId, work.creditorId));
}

/** Returns how many pulls have failed in a row, this one counted. */
export async function failPull(work: Work, problem: string, keepsPlace: boolean): Promise<number> {
  const [row] = await work.tx.execute<{ failures: number }>(sql`
    update mirror_state set problem = ${problem}, failures = failures + 1,
      cursor = case when ${keepsPlace} then cursor end,
      rows_done = case when ${keepsPlace} then rows_done else 0 end,
      rows_read = case when ${keepsPlace} then rows_read else rows_read - rows_done end
    where creditor_id = ${work.creditorId} returning failures
  `);
  return row?.failures ?? 1;
}

/** The books may not be read any more. What was mirrored stays; `beginPull` wakes it when there is a grant again. */
export async function pauseMirror(work: Work, problem: string): Promise<void> {
  await work.tx.execute(sql`
    insert into mirror_state (creditor_id, phase, problem) values (${work.creditorId}, 'paused', ${problem})
    on conflict (creditor_id) do update set phase = 'paused', problem = excluded.problem
  `);
}

export async function raiseLastEntry(work: Work, lastEntry: number): Promise<void> {
  await work.tx.execute(sql`
    update mirror_state set last_entry = greatest(last_entry, ${lastEntry}) where creditor_id = ${work.creditorId}
  `);
}
