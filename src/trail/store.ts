import { type SQL, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Happening } from './happening.ts';
import { trail, trailPrivate } from './tables.ts';

export async function insertTrail(
  work: Work,
  happening: Happening,
  salt: string | null,
  hash: string | null,
): Promise<void> {
  const [row] = await work.tx
    .insert(trail)
    .values({
      creditorId: work.creditorId,
      caseId: happening.caseId ?? null,
      debtorId: happening.debtorId ?? null,
      what: happening.what,
      subjectId: happening.subjectId ?? null,
      details: happening.details ?? {},
      at: work.now,
      actorKind: work.actor.kind,
      actorId: work.actor.id,
      privateHash: hash,
    })
    .returning({ id: trail.id });
  if (salt !== null) {
    await work.tx
      .insert(trailPrivate)
      .values({ creditorId: work.creditorId, trailId: row!.id, salt, body: happening.personal ?? {} });
  }
}

/** One happening many times at once: the same word for many cases, without personal data. */
export async function insertTrailOfMany(work: Work, what: string, rows: readonly Happening[]): Promise<void> {
  await insertHappenings(
    work,
    rows.map((row) => ({ ...row, what })),
  );
}

/** Happenings of several words at once, in this order, without personal data. */
export async function insertHappenings(work: Work, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return;
  const list = happenings.map((row) => ({
    what: row.what,
    case_id: row.caseId ?? null,
    debtor_id: row.debtorId ?? null,
    subject_id: row.subjectId ?? null,
    details: row.details ?? {},
  }));
  await work.tx.execute(sql`
    insert into trail (creditor_id, case_id, debtor_id, what, subject_id, details, at, actor_kind, actor_id)
    select ${work.creditorId}::uuid, r.case_id, r.debtor_id, r.what, r.subject_id, r.details, ${work.now.toISOString()}::timestamptz, ${work.actor.kind}, ${work.actor.id}
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r(what text, case_id uuid, debtor_id uuid, subject_id text, details jsonb)
  `);
}

export type TrailEntry = {
  readonly id: number;
  readonly what: string;
  readonly at: Date;
  readonly caseId: string | null;
  /** Whose debtor it is about, where it is about one; a row made up for a look may leave it out. */
  readonly debtorId?: string | null;
  readonly subjectId: string | null;
  readonly details: Record<string, unknown>;
  readonly personal: Record<string, unknown> | null;
  readonly actorKind: string;
  readonly actorId: string;
};

/** The newest happenings of a case, or of the creditor when no case is named. */
export async function readTrail(work: Work, caseId: string | null, most: number): Promise<TrailEntry[]> {
  return trailWhere(work, sql`(${caseId}::uuid is null or t.case_id = ${caseId}::uuid)`, most);
}

export type TrailLook = {
  /** A case, with what belongs to no case of its debtor; null: the whole creditor. */
  readonly of: { readonly caseId: string; readonly debtorId: string } | null;
  /** Only these words; null: all. */
  readonly words: readonly string[] | null;
  /** Only what was written before this row; null: from the newest on. */
  readonly beforeId: number | null;
  readonly most: number;
};

/** Happenings, the newest first. */
export async function lookAtTrail(work: Work, { of, words, beforeId, most }: TrailLook): Promise<TrailEntry[]> {
  const whose =
    of === null ? sql`true` : sql`(t.case_id = ${of.caseId} or (t.debtor_id = ${of.debtorId} and t.case_id is null))`;
  const which = words === null ? sql`true` : sql`t.what = any (${`{${words.join(',')}}`}::text[])`;
  const since = beforeId === null ? sql`true` : sql`t.id < ${beforeId}`;
  return trailWhere(work, sql`${whose} and ${which} and ${since}`, most);
}

async function trailWhere(work: Work, which: SQL, most: number): Promise<TrailEntry[]> {
  const rows = await work.tx.execute<{
    id: string;
    what: string;
    at: string;
    case_id: string | null;
    debtor_id: string | null;
    subject_id: string | null;
    details: Record<string, unknown>;
    body: Record<string, unknown> | null;
    actor_kind: string;
    actor_id: string;
  }>(sql`
    select t.id, t.what, t.at, t.case_id, t.debtor_id, t.subject_id, t.details, p.body, t.actor_kind, t.actor_id
    from trail t left join trail_private p on p.creditor_id = t.creditor_id and p.trail_id = t.id
    where t.creditor_id = ${work.creditorId} and ${which}
    order by t.id desc limit ${most}
  `);
  return rows.map((row) => ({
    id: Number(row.id),
    what: row.what,
    at: new Date(row.at),
    caseId: row.case_id,
    debtorId: row.debtor_id,
    subjectId: row.subject_id,
    details: row.details,
    personal: row.body,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
  }));
}
