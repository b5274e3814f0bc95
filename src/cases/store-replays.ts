import { sql } from 'drizzle-orm';
import { ladderShape, type StoredLadder } from '../creditors/stored-ladder.ts';
import type { Work } from '../db/work.ts';
import { isLadderName, type LadderName } from '../ladder/ladder-choice.ts';
import type { Day } from '../values/day.ts';
import { type ReplayResult, resultFromStored, type StoredResult, storedResult } from './replay-result.ts';

export type ReplayDraft = { readonly name: LadderName; readonly ladder: StoredLadder };

export type Replay = {
  readonly id: string;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly draft: ReplayDraft | null;
  readonly state: 'waiting' | 'running' | 'done';
  readonly debtorsDone: number;
  readonly debtorsInAll: number;
  readonly afterDebtor: string | null;
  readonly result: ReplayResult | null;
  readonly askedAt: Date;
};

export type NewReplay = Pick<Replay, 'fromDay' | 'toDay' | 'draft'>;

export async function insertReplay(work: Work, { fromDay, toDay, draft }: NewReplay): Promise<string> {
  const [row] = await work.tx.execute<{ id: string }>(sql`
    insert into replays (creditor_id, from_day, to_day, ladder_name, ladder, asked_at, actor_kind, actor_id)
    values (${work.creditorId}, ${fromDay}, ${toDay}, ${draft?.name ?? null}, ${draft === null ? null : JSON.stringify(draft.ladder)}::jsonb,
      ${work.now.toISOString()}, ${work.actor.kind}, ${work.actor.id})
    returning id
  `);
  return row!.id;
}

export async function readReplay(work: Work, id: string): Promise<Replay | null> {
  const rows = await work.tx.execute<RawReplay>(
    sql`select * from replays where creditor_id = ${work.creditorId} and id = ${id}`,
  );
  return rows[0] ? asReplay(rows[0]) : null;
}

/** Those asked for last, newest first. */
export async function latestReplays(work: Work, most: number): Promise<Replay[]> {
  const rows = await work.tx.execute<RawReplay>(
    sql`select * from replays where creditor_id = ${work.creditorId} order by asked_at desc, id limit ${most}`,
  );
  return rows.map(asReplay);
}

export type ReplayProgress = Pick<Replay, 'state' | 'debtorsDone' | 'debtorsInAll' | 'afterDebtor'> & {
  readonly result: ReplayResult;
};

export async function setReplayProgress(work: Work, id: string, progress: ReplayProgress): Promise<void> {
  const { state, debtorsDone, debtorsInAll, afterDebtor, result } = progress;
  await work.tx.execute(sql`
    update replays set state = ${state}, debtors_done = ${debtorsDone}, debtors_in_all = ${debtorsInAll}, after_debtor = ${afterDebtor},
      result = ${JSON.stringify(storedResult(result))}::jsonb,
      ended_at = case when ${state} = 'done' then ${work.now.toISOString()}::timestamptz end
    where creditor_id = ${work.creditorId} and id = ${id}
  `);
}

type RawReplay = {
  id: string;
  from_day: Day;
  to_day: Day;
  ladder_name: string | null;
  ladder: unknown;
  state: Replay['state'];
  debtors_done: number;
  debtors_in_all: number;
  after_debtor: string | null;
  result: StoredResult | null;
  asked_at: string;
};

function asReplay(row: RawReplay): Replay {
  const name = row.ladder_name;
  return {
    id: row.id,
    fromDay: row.from_day,
    toDay: row.to_day,
    draft: name !== null && isLadderName(name) ? { name, ladder: ladderShape.parse(row.ladder) } : null,
    state: row.state,
    debtorsDone: row.debtors_done,
    debtorsInAll: row.debtors_in_all,
    afterDebtor: row.after_debtor,
    result: row.result === null ? null : resultFromStored(row.result),
    askedAt: new Date(row.asked_at),
  };
}
