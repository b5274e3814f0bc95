import { type SQL, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { TrailRow } from './canonical.ts';
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
  if (rows.length === 0) return;
  const list = rows.map((row) => ({
    case_id: row.caseId ?? null,
    debtor_id: row.debtorId ?? null,
    subject_id: row.subjectId ?? null,
    details: row.details ?? {},
  }));
  await work.tx.execute(sql`
    insert into trail (creditor_id, case_id, debtor_id, what, subject_id, details, at, actor_kind, actor_id)
    select ${work.creditorId}::uuid, r.case_id, r.debtor_id, ${what}, r.subject_id, r.details, ${work.now.toISOString()}::timestamptz, ${work.actor.kind}, ${work.actor.id}
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r(case_id uuid, debtor_id uuid, subject_id text, details jsonb)
  `);
}

export type TrailEntry = {
  readonly id: number;
  readonly what: string;
  readonly at: Date;
  readonly caseId: string | null;
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

/** The newest happenings of a case, and those of its debtor that belong to no case. */
export async function readTrailOfCase(
  work: Work,
  caseId: string,
  debtorId: string,
  most: number,
): Promise<TrailEntry[]> {
  return trailWhere(work, sql`(t.case_id = ${caseId} or (t.debtor_id = ${debtorId} and t.case_id is null))`, most);
}

async function trailWhere(work: Work, which: SQL, most: number): Promise<TrailEntry[]> {
  const rows = await work.tx.execute<{
    id: string;
    what: string;
    at: string;
    case_id: string | null;
    subject_id: string | null;
    details: Record<string, unknown>;
    body: Record<string, unknown> | null;
    actor_kind: string;
    actor_id: string;
  }>(sql`
    select t.id, t.what, t.at, t.case_id, t.subject_id, t.details, p.body, t.actor_kind, t.actor_id
    from trail t left join trail_private p on p.creditor_id = t.creditor_id and p.trail_id = t.id
    where t.creditor_id = ${work.creditorId} and ${which}
    order by t.id desc limit ${most}
  `);
  return rows.map((row) => ({
    id: Number(row.id),
    what: row.what,
    at: new Date(row.at),
    caseId: row.case_id,
    subjectId: row.subject_id,
    details: row.details,
    personal: row.body,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
  }));
}

export type ChainLink = {
  readonly seq: number;
  readonly trailId: number;
  readonly version: number;
  readonly bytes: string;
  readonly previousHash: string;
  readonly hash: string;
};

/** One sequencer per creditor: whoever comes second waits, and then finds nothing to do. */
export async function lockChain(work: Work): Promise<void> {
  await work.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`chain ${work.creditorId}`}, 0))`);
}

export async function chainHead(work: Work): Promise<{ seq: number; hash: string } | null> {
  const [row] = await work.tx.execute<{ seq: string; hash: string }>(
    sql`select seq, hash from trail_chain where creditor_id = ${work.creditorId} order by seq desc limit 1`,
  );
  return row ? { seq: Number(row.seq), hash: row.hash } : null;
}

/** Committed rows that have no link yet, oldest first. */
export async function unchained(work: Work, most: number): Promise<TrailRow[]> {
  const rows = await work.tx.execute<Record<string, string | null> & { details: unknown }>(sql`
    select ${trailColumns} from trail t
    where t.creditor_id = ${work.creditorId}
      and not exists (select from trail_chain c where c.creditor_id = t.creditor_id and c.trail_id = t.id)
    order by t.id limit ${most}
  `);
  return rows.map(asTrailRow);
}

export async function insertLinks(work: Work, links: readonly ChainLink[]): Promise<void> {
  if (links.length === 0) return;
  await work.tx.execute(sql`
    insert into trail_chain (creditor_id, seq, trail_id, version, bytes, previous_hash, hash)
    select ${work.creditorId}::uuid, r.seq, r."trailId", r.version, r.bytes, r."previousHash", r.hash
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      as r(seq bigint, "trailId" bigint, version smallint, bytes text, "previousHash" text, hash text)
  `);
}

/** How many rows have no link yet. */
export async function countUnchained(work: Work): Promise<number> {
  const [row] = await work.tx.execute<{ count: string }>(sql`
    select count(*) as count from trail t
    where t.creditor_id = ${work.creditorId}
      and not exists (select from trail_chain c where c.creditor_id = t.creditor_id and c.trail_id = t.id)
  `);
  return Number(row!.count);
}

/** What a link stands for as it reads now: the row, and the private body beside it unless that has been erased. */
export type Linked = {
  readonly link: ChainLink;
  readonly row: TrailRow | null;
  readonly personal: { readonly salt: string; readonly body: unknown } | null;
};

/** Links from `afterSeq` on, each beside the row it stands for as that row reads now (null when it is gone). */
export async function linksWithRows(work: Work, afterSeq: number, most: number): Promise<Linked[]> {
  const rows = await work.tx.execute<Record<string, string | null> & { details: unknown; body: unknown }>(sql`
    select c.seq, c.trail_id, c.version, c.bytes, c.previous_hash, c.hash as link_hash, p.salt, p.body, ${trailColumns}
    from trail_chain c
      left join trail t on t.creditor_id = c.creditor_id and t.id = c.trail_id
      left join trail_private p on p.creditor_id = c.creditor_id and p.trail_id = c.trail_id
    where c.creditor_id = ${work.creditorId} and c.seq > ${afterSeq} order by c.seq limit ${most}
  `);
  return rows.map((row) => ({
    link: {
      seq: Number(row['seq']),
      trailId: Number(row['trail_id']),
      version: Number(row['version']),
      bytes: row['bytes']!,
      previousHash: row['previous_hash']!,
      hash: row['link_hash']!,
    },
    row: row['id'] === null ? null : asTrailRow(row),
    personal: row['salt'] ? { salt: row['salt'], body: row.body } : null,
  }));
}

/** An instant to the microsecond, as it is stored: a Date would round it. */
const exactly = (column: string) =>
  sql`to_char(${sql.raw(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const trailColumns = sql`t.id, t.case_id, t.debtor_id, t.what, t.subject_id, t.details, ${exactly('t.at')} as at,
  ${exactly('t.recorded_at')} as recorded_at, t.actor_kind, t.actor_id, t.private_hash`;

function asTrailRow(row: Record<string, string | null> & { details: unknown }): TrailRow {
  return {
    id: Number(row['id']),
    caseId: row['case_id'] ?? null,
    debtorId: row['debtor_id'] ?? null,
    what: row['what']!,
    subjectId: row['subject_id'] ?? null,
    details: row.details,
    at: row['at']!,
    recordedAt: row['recorded_at']!,
    actorKind: row['actor_kind']!,
    actorId: row['actor_id']!,
    privateHash: row['private_hash'] ?? null,
  };
}
