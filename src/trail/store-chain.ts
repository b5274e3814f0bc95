import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { TrailRow } from './canonical.ts';
import type { ChainLink, ChainName, Head } from './chain.ts';

/** One sequencer per creditor and chain: whoever comes second waits, and then finds nothing to do. */
export async function lockChain(work: Work, chain: ChainName): Promise<void> {
  await work.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`chain ${chain} ${work.creditorId}`}, 0))`);
}

export async function chainHead(work: Work): Promise<Head | null> {
  const [row] = await work.tx.execute<{ seq: string; hash: string }>(
    sql`select seq, hash from trail_chain where creditor_id = ${work.creditorId} order by seq desc limit 1`,
  );
  return row ? { seq: Number(row.seq), hash: row.hash } : null;
}

/** An announced row, and the place in the list of those that wait. */
export type Waiting = { readonly place: number; readonly row: TrailRow };

/**
 * Committed rows that were announced and have no link yet, in the order they were written. What is chained already is not
 * looked at, however much it is; a row that commits late is found when it commits. Three plain look-ups by key rather than
 * one join: a join over a table that was never analyzed reads all of it for every row.
 */
export async function unchained(work: Work, most: number): Promise<Waiting[]> {
  const announced = await work.tx.execute<{ place: string; trail_id: string }>(sql`
    select place, trail_id from trail_unchained where creditor_id = ${work.creditorId} order by place limit ${most}
  `);
  if (announced.length === 0) return [];
  const ids = sql`${`{${announced.map((each) => each.trail_id).join(',')}}`}::bigint[]`;
  const rows = await work.tx.execute<StoredRow>(
    sql`select ${trailColumns} from trail t where t.creditor_id = ${work.creditorId} and t.id = any (${ids})`,
  );
  const linked = await work.tx.execute<{ trail_id: string }>(
    sql`select trail_id from trail_chain where creditor_id = ${work.creditorId} and trail_id = any (${ids})`,
  );
  const byId = new Map(rows.map((row) => [row['id'], asTrailRow(row)]));
  for (const { trail_id } of linked) byId.delete(trail_id);
  return announced.flatMap(({ place, trail_id }) => {
    const row = byId.get(trail_id);
    byId.delete(trail_id);
    return row ? [{ place: Number(place), row }] : [];
  });
}

/** Keeps the links; the announcements at these places have done their work. */
export async function insertLinks(
  work: Work,
  links: readonly ChainLink<number>[],
  places: readonly number[],
): Promise<void> {
  if (links.length === 0) return;
  await work.tx.execute(sql`
    insert into trail_chain (creditor_id, seq, trail_id, version, bytes, previous_hash, hash)
    select ${work.creditorId}::uuid, r.seq, r."rowId", r.version, r.bytes, r."previousHash", r.hash
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      as r(seq bigint, "rowId" bigint, version smallint, bytes text, "previousHash" text, hash text)
  `);
  await work.tx.execute(sql`
    delete from trail_unchained where creditor_id = ${work.creditorId} and place = any (${`{${places.join(',')}}`}::bigint[])
  `);
}

/** What a link stands for as it reads now: the row, and the private body beside it unless that has been erased. */
export type Linked = {
  readonly link: ChainLink<number>;
  readonly row: TrailRow | null;
  readonly personal: { readonly salt: string; readonly body: unknown } | null;
};

/**
 * Links from `afterSeq` on, each beside the row it stands for as that row reads now (null when it is gone). Look-ups by key
 * here too, so that the reading of a million rows is as fast in a database that was never analyzed.
 */
export async function linksWithRows(work: Work, afterSeq: number, most: number): Promise<Linked[]> {
  const links = await work.tx.execute<Record<string, string>>(sql`
    select seq, trail_id, version, bytes, previous_hash, hash from trail_chain
    where creditor_id = ${work.creditorId} and seq > ${afterSeq} order by seq limit ${most}
  `);
  return linksOfRows(work, links);
}

/** Links that were read, each beside its row and the private body there. */
export async function linksOfRows(work: Work, links: readonly Record<string, string>[]): Promise<Linked[]> {
  if (links.length === 0) return [];
  const ids = sql`${`{${links.map((link) => link['trail_id']).join(',')}}`}::bigint[]`;
  const [rows, bodies] = await Promise.all([
    work.tx.execute<StoredRow>(
      sql`select ${trailColumns} from trail t where t.creditor_id = ${work.creditorId} and t.id = any (${ids})`,
    ),
    work.tx.execute<{ trail_id: string; salt: string; body: unknown }>(
      sql`select trail_id, salt, body from trail_private where creditor_id = ${work.creditorId} and trail_id = any (${ids})`,
    ),
  ]);
  const rowOf = new Map(rows.map((row) => [row['id'], row]));
  const bodyOf = new Map(bodies.map(({ trail_id, salt, body }) => [trail_id, { salt, body }]));
  return links.map((link) => {
    const row = rowOf.get(link['trail_id']!);
    return { link: asLink(link), row: row ? asTrailRow(row) : null, personal: bodyOf.get(link['trail_id']!) ?? null };
  });
}

function asLink(row: Record<string, string>): ChainLink<number> {
  return {
    seq: Number(row['seq']),
    rowId: Number(row['trail_id']),
    version: Number(row['version']),
    bytes: row['bytes']!,
    previousHash: row['previous_hash']!,
    hash: row['hash']!,
  };
}

export type Loose = {
  /** Rows that are written and announced, and wait. */
  readonly waiting: number;
  /** The first row that is neither linked nor announced. */
  readonly unlinked: number | null;
  /** The first row that more than one link stands for. */
  readonly twice: number | null;
  /** The first announced row that is not there. */
  readonly missing: number | null;
};

/** How rows, links and announcements fit together over the whole trail, set beside set. */
export async function looseEnds(work: Work): Promise<Loose> {
  const mine = sql`where creditor_id = ${work.creditorId}`;
  const rows = sql`select id from trail ${mine}`;
  const linked = sql`select trail_id from trail_chain ${mine}`;
  const announced = sql`select trail_id from trail_unchained ${mine}`;
  const [row] = await work.tx.execute<Record<keyof Loose, string | null>>(sql`
    select
      (select count(*) from (${announced} except ${linked}) waiting) as waiting,
      (select min(id) from (${rows} except ${linked} except ${announced}) unlinked) as unlinked,
      (select min(trail_id) from (${linked} group by trail_id having count(*) > 1) twice) as twice,
      (select min(trail_id) from (${announced} except ${rows}) missing) as missing
  `);
  const number = (text: string | null) => (text === null ? null : Number(text));
  return {
    waiting: Number(row!.waiting),
    unlinked: number(row!.unlinked),
    twice: number(row!.twice),
    missing: number(row!.missing),
  };
}

/** An instant to the microsecond, as it is stored: a Date would round it. */
export const exactly = (column: string) =>
  sql`to_char(${sql.raw(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

const trailColumns = sql`t.id, t.case_id, t.debtor_id, t.what, t.subject_id, t.details, ${exactly('t.at')} as at,
  ${exactly('t.recorded_at')} as recorded_at, t.actor_kind, t.actor_id, t.private_hash`;

type StoredRow = Record<string, string | null> & { details: unknown };

function asTrailRow(row: StoredRow): TrailRow {
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
