import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { isSegment, type Segment } from '../ladder/ladder-choice.ts';
import type { HabitWord } from '../ladder/payment-habit.ts';
import type { SegmentMove, SegmentSign } from '../ladder/segment-rule.ts';
import type { Instant } from '../values/day.ts';

/** A debtor as the rule sees it, its history not counted. */
export type SegmentStanding = {
  readonly debtorId: string;
  readonly segment: Segment;
  readonly byHand: boolean;
  /** 0 to 100, 100 the safest. */
  readonly score: number | null;
  readonly notices: number;
  /** The move that waits for an answer, by what it reads. */
  readonly openMove: { readonly id: string; readonly reads: string } | null;
  /** What the last move read that a person has left; null when none was. */
  readonly leftReads: string | null;
};

/** Debtors in the order of their ids, after `after`; notices since `since` are counted. */
export async function segmentStandings(
  work: Work,
  question: { readonly after: string | null; readonly since: Instant; readonly most: number; readonly only?: string },
): Promise<SegmentStanding[]> {
  const { after, since, most, only = null } = question;
  const rows = await work.tx.execute<{
    id: string;
    segment: { segment?: unknown; byHand?: unknown } | null;
    score: { score?: unknown } | null;
    notices: number;
    open_id: string | null;
    open_reads: string | null;
    left_reads: string | null;
  }>(sql`
    select d.id, s.value as segment, c.value as score, n.notices, o.id as open_id, o.reads as open_reads, l.reads as left_reads
    from debtors d
      left join lateral (select value from debtor_settings x where x.creditor_id = d.creditor_id and x.debtor_id = d.id
        and x.kind = 'segment' order by from_at desc, seq desc limit 1) s on true
      left join lateral (select value from debtor_settings x where x.creditor_id = d.creditor_id and x.debtor_id = d.id
        and x.kind = 'credit-score' order by from_at desc, seq desc limit 1) c on true
      left join lateral (select count(*)::int as notices from proposals p where p.creditor_id = d.creditor_id
        and p.debtor_id = d.id and p.status = 'sent' and p.rung like 'notice%' and p.sent_at >= ${since.toISOString()}) n on true
      left join segment_moves o on o.creditor_id = d.creditor_id and o.debtor_id = d.id and o.answered_at is null
      left join lateral (select reads from segment_moves x where x.creditor_id = d.creditor_id and x.debtor_id = d.id
        and x.answer = 'left' order by x.proposed_at desc limit 1) l on true
    where d.creditor_id = ${work.creditorId}::uuid and (${after}::uuid is null or d.id > ${after}::uuid)
      and (${only}::uuid is null or d.id = ${only}::uuid)
    order by d.id limit ${most}
  `);
  return rows.map((row) => ({
    debtorId: row.id,
    segment: isSegment(row.segment?.segment) ? row.segment.segment : 'normal',
    byHand: row.segment?.byHand === true,
    score: typeof row.score?.score === 'number' ? row.score.score : null,
    notices: row.notices,
    openMove: row.open_id === null ? null : { id: row.open_id, reads: row.open_reads! },
    leftReads: row.left_reads,
  }));
}

/** How these debtors have paid, in a word; null forgets it. Only what changed is written. */
export async function keepHabits(
  work: Work,
  rows: readonly { readonly debtorId: string; readonly habit: HabitWord | null }[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const list = JSON.stringify(rows);
  const changed = await work.tx.execute<{ debtor_id: string }>(sql`
    with r as (select * from jsonb_to_recordset(${list}::jsonb) as r("debtorId" uuid, habit text)), forgotten as (
      delete from debtor_habits h using r where h.creditor_id = ${work.creditorId}::uuid and h.debtor_id = r."debtorId"
        and r.habit is null returning h.debtor_id
    ), kept as (
      insert into debtor_habits as h (creditor_id, debtor_id, habit, reckoned_at)
      select ${work.creditorId}::uuid, r."debtorId", r.habit, ${work.now.toISOString()}::timestamptz from r where r.habit is not null
      on conflict (creditor_id, debtor_id) do update set habit = excluded.habit, reckoned_at = excluded.reckoned_at
        where h.habit <> excluded.habit
      returning h.debtor_id
    )
    select debtor_id from forgotten union all select debtor_id from kept
  `);
  return changed.map((row) => row.debtor_id);
}

export type NewMove = {
  readonly debtorId: string;
  readonly from: Segment;
  readonly move: SegmentMove;
  readonly reads: string;
};

export async function insertMoves(work: Work, moves: readonly NewMove[]): Promise<void> {
  if (moves.length === 0) return;
  const list = moves.map(({ debtorId, from, move, reads }) => ({ debtorId, from, to: move.to, why: move.why, reads }));
  await work.tx.execute(sql`
    insert into segment_moves (creditor_id, debtor_id, from_segment, to_segment, why, reads, proposed_at)
    select ${work.creditorId}::uuid, r."debtorId", r."from", r."to", r.why, r.reads, ${work.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r("debtorId" uuid, "from" text, "to" text, why jsonb, reads text)
  `);
}

/** `gone`: the rule does not ask for it any more. Returns the moves that waited still. */
export async function answerMoves(
  work: Work,
  ids: readonly string[],
  answer: 'taken' | 'left' | 'gone',
): Promise<OpenMove[]> {
  if (ids.length === 0) return [];
  const rows = await work.tx.execute<RawMove>(sql`
    update segment_moves m set answered_at = ${work.now.toISOString()}, answer = ${answer}, actor_kind = ${work.actor.kind},
      actor_id = ${work.actor.id}
    from debtors d
    where m.creditor_id = ${work.creditorId}::uuid and m.id = any (${`{${ids.join(',')}}`}::uuid[]) and m.answered_at is null
      and d.creditor_id = m.creditor_id and d.id = m.debtor_id
    returning m.id, m.debtor_id, d.name, m.from_segment, m.to_segment, m.why, m.proposed_at
  `);
  return rows.map(asMove);
}

/** A move that waited for a debtor is gone: a person has said where it belongs. */
export async function endMoveOf(work: Work, debtorId: string): Promise<void> {
  await work.tx.execute(sql`
    update segment_moves set answered_at = ${work.now.toISOString()}, answer = 'gone', actor_kind = ${work.actor.kind}, actor_id = ${work.actor.id}
    where creditor_id = ${work.creditorId}::uuid and debtor_id = ${debtorId} and answered_at is null
  `);
}

export type OpenMove = {
  readonly id: string;
  readonly debtorId: string;
  readonly debtorName: string;
  readonly from: Segment;
  readonly to: Segment;
  readonly why: readonly SegmentSign[];
  readonly proposedAt: Instant;
};

type RawMove = {
  id: string;
  debtor_id: string;
  name: string;
  from_segment: Segment;
  to_segment: Segment;
  why: SegmentSign[];
  proposed_at: string;
};

/** Moves that wait for an answer, the oldest first. */
export async function openMoves(work: Work, most: number): Promise<OpenMove[]> {
  const rows = await work.tx.execute<RawMove>(sql`
    select m.id, m.debtor_id, d.name, m.from_segment, m.to_segment, m.why, m.proposed_at
    from segment_moves m join debtors d on d.creditor_id = m.creditor_id and d.id = m.debtor_id
    where m.creditor_id = ${work.creditorId}::uuid and m.answered_at is null order by m.proposed_at, d.name, m.id limit ${most}
  `);
  return rows.map(asMove);
}

export async function openMoveCount(work: Work): Promise<number> {
  const [row] = await work.tx.execute<{ count: number }>(
    sql`select count(*)::int as count from segment_moves where creditor_id = ${work.creditorId}::uuid and answered_at is null`,
  );
  return row!.count;
}

function asMove(row: RawMove): OpenMove {
  return {
    id: row.id,
    debtorId: row.debtor_id,
    debtorName: row.name,
    from: row.from_segment,
    to: row.to_segment,
    why: row.why,
    proposedAt: new Date(row.proposed_at),
  };
}
