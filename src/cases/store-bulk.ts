/** One yes to many letters: what was offered, how far it has come, and what came of each. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { RungKey } from '../ladder/rungs.ts';
import type { Currency } from '../values/money.ts';
import type { ActRefusal } from './act-refusal.ts';
import type { Chosen } from './approve-letters.ts';

export type BulkEnd = 'done' | 'cancelled' | 'not-allowed-any-more';

export type Bulk = {
  readonly id: string;
  readonly memberId: string;
  readonly offeredAt: Date;
  readonly begunAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedWhy: BulkEnd | null;
};

/** Keeps what is offered; what the same member was offered before and left lying is thrown away. */
export async function insertBulk(work: Work, letters: readonly Chosen[]): Promise<string> {
  const older = sql`select id from bulk_approvals where creditor_id = ${work.creditorId} and member_id = ${work.actor.id} and begun_at is null`;
  await work.tx.execute(sql`delete from bulk_letters where creditor_id = ${work.creditorId} and bulk_id in (${older})`);
  await work.tx.execute(sql`delete from bulk_approvals where creditor_id = ${work.creditorId} and id in (${older})`);
  const [row] = await work.tx.execute<{ id: string }>(sql`
    insert into bulk_approvals (creditor_id, member_id, offered_at)
    values (${work.creditorId}, ${work.actor.id}, ${work.now.toISOString()}) returning id
  `);
  await work.tx.execute(sql`
    insert into bulk_letters (creditor_id, bulk_id, proposal_id, hash)
    select ${work.creditorId}::uuid, ${row!.id}::uuid, r.id, r.hash
    from jsonb_to_recordset(${JSON.stringify(letters)}::jsonb) as r(id uuid, hash text) on conflict do nothing
  `);
  return row!.id;
}

export async function readBulk(work: Work, id: string): Promise<Bulk | null> {
  const rows = await work.tx.execute<RawBulk>(
    sql`select * from bulk_approvals where creditor_id = ${work.creditorId} and id = ${id}`,
  );
  return rows[0] ? asBulk(rows[0]) : null;
}

/** The same, and nobody else goes on with it, begins it or stops it until the transaction ends. */
export async function lockBulk(work: Work, id: string): Promise<Bulk | null> {
  const rows = await work.tx.execute<RawBulk>(
    sql`select * from bulk_approvals where creditor_id = ${work.creditorId} and id = ${id} for update`,
  );
  return rows[0] ? asBulk(rows[0]) : null;
}

/** What this member has under way, the newest first: the queue page leads back to it. */
export async function bulksUnderWay(work: Work, memberId: string): Promise<string[]> {
  const rows = await work.tx.execute<{ id: string }>(sql`
    select id from bulk_approvals
    where creditor_id = ${work.creditorId} and member_id = ${memberId} and begun_at is not null and ended_at is null order by begun_at desc
  `);
  return rows.map((row) => row.id);
}

export async function setBulkBegun(work: Work, id: string): Promise<void> {
  await work.tx.execute(sql`
    update bulk_approvals set begun_at = ${work.now.toISOString()} where creditor_id = ${work.creditorId} and id = ${id}
  `);
}

export async function setBulkCancelled(work: Work, id: string): Promise<void> {
  await work.tx.execute(sql`
    update bulk_approvals set cancelled_at = ${work.now.toISOString()} where creditor_id = ${work.creditorId} and id = ${id}
  `);
}

export async function endBulk(work: Work, id: string, why: BulkEnd): Promise<void> {
  await work.tx.execute(sql`
    update bulk_approvals set ended_at = ${work.now.toISOString()}, ended_why = ${why}
    where creditor_id = ${work.creditorId} and id = ${id}
  `);
}

/** The next letters of it that nothing has come of yet. */
export async function bulkLettersLeft(work: Work, bulkId: string, most: number): Promise<Chosen[]> {
  const rows = await work.tx.execute<{ proposal_id: string; hash: string }>(sql`
    select proposal_id, hash from bulk_letters
    where creditor_id = ${work.creditorId} and bulk_id = ${bulkId} and done_at is null order by proposal_id limit ${most}
  `);
  return rows.map((row) => ({ id: row.proposal_id, hash: row.hash }));
}

export async function markBulkLetters(
  work: Work,
  bulkId: string,
  letters: readonly { readonly id: string; readonly refusal: ActRefusal | null }[],
): Promise<void> {
  await work.tx.execute(sql`
    update bulk_letters l set done_at = ${work.now.toISOString()}, refusal = r.refusal
    from jsonb_to_recordset(${JSON.stringify(letters)}::jsonb) as r(id uuid, refusal text)
    where l.creditor_id = ${work.creditorId} and l.bulk_id = ${bulkId} and l.proposal_id = r.id
  `);
}

export type BulkProgress = { readonly of: number; readonly approved: number; readonly refused: number };

export async function bulkProgress(work: Work, bulkId: string): Promise<BulkProgress> {
  const [row] = await work.tx.execute<{ of: number; approved: number; refused: number }>(sql`
    select count(*)::int as of, count(*) filter (where done_at is not null and refusal is null)::int as approved,
      count(*) filter (where refusal is not null)::int as refused
    from bulk_letters where creditor_id = ${work.creditorId} and bulk_id = ${bulkId}
  `);
  return row!;
}

export type BulkSum = {
  readonly rung: RungKey;
  readonly nth: number;
  readonly currency: Currency;
  readonly letters: number;
  readonly totalMinor: bigint;
};

/** What is offered, by rung and currency: the letters and what they ask for together. */
export async function bulkSums(work: Work, bulkId: string): Promise<BulkSum[]> {
  const rows = await work.tx.execute<{
    rung: RungKey;
    nth: number;
    currency: Currency;
    letters: number;
    total: string;
  }>(sql`
    select p.rung, p.nth, p.currency, count(*)::int as letters, sum(p.total_minor)::bigint as total
    from bulk_letters l join proposals p on p.creditor_id = l.creditor_id and p.id = l.proposal_id
    where l.creditor_id = ${work.creditorId} and l.bulk_id = ${bulkId} group by 1, 2, 3 order by 3, 5 desc
  `);
  return rows.map(({ rung, nth, currency, letters, total }) => ({
    rung,
    nth,
    currency,
    letters,
    totalMinor: BigInt(total),
  }));
}

export type BulkLetter = {
  readonly proposalId: string;
  readonly caseId: string;
  readonly debtorName: string;
  readonly rung: RungKey;
  readonly nth: number;
  readonly currency: Currency;
  readonly totalMinor: bigint;
  readonly refusal: ActRefusal | null;
};

/** The largest of what is offered, or (`refused`) what was not approved. */
export async function bulkLetters(work: Work, bulkId: string, refused: boolean, most: number): Promise<BulkLetter[]> {
  const rows = await work.tx.execute<{
    id: string;
    case_id: string;
    name: string;
    rung: RungKey;
    nth: number;
    currency: Currency;
    total_minor: string;
    refusal: ActRefusal | null;
  }>(sql`
    select p.id, p.case_id, d.name, p.rung, p.nth, p.currency, p.total_minor, l.refusal
    from bulk_letters l
      join proposals p on p.creditor_id = l.creditor_id and p.id = l.proposal_id
      join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
    where l.creditor_id = ${work.creditorId} and l.bulk_id = ${bulkId} and (not ${refused}::boolean or l.refusal is not null)
    order by p.total_minor desc, p.id limit ${most}
  `);
  return rows.map((row) => ({
    proposalId: row.id,
    caseId: row.case_id,
    debtorName: row.name,
    rung: row.rung,
    nth: row.nth,
    currency: row.currency,
    totalMinor: BigInt(row.total_minor),
    refusal: row.refusal,
  }));
}

type RawBulk = {
  id: string;
  member_id: string;
  offered_at: string;
  begun_at: string | null;
  cancelled_at: string | null;
  ended_at: string | null;
  ended_why: BulkEnd | null;
};

function asBulk(row: RawBulk): Bulk {
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return {
    id: row.id,
    memberId: row.member_id,
    offeredAt: new Date(row.offered_at),
    begunAt: instant(row.begun_at),
    cancelledAt: instant(row.cancelled_at),
    endedAt: instant(row.ended_at),
    endedWhy: row.ended_why,
  };
}
