/** Ladders that are being edited, and the versions there have been. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { LadderName } from '../ladder/ladder-choice.ts';
import type { Rung } from '../ladder/rungs.ts';
import { ladderKind, ladderShape, rungFromStored, storedRung } from './stored-ladder.ts';

/** What somebody is making of a ladder; null when nobody is. */
export async function readLadderDraft(work: Work, name: LadderName): Promise<readonly Rung[] | null> {
  const [row] = await work.tx.execute<{ value: unknown }>(
    sql`select value from ladder_drafts where creditor_id = ${work.creditorId} and ladder = ${name}`,
  );
  const read = ladderShape.safeParse(row?.value);
  return read.success ? read.data.rungs.map(rungFromStored) : null;
}

export async function writeLadderDraft(work: Work, name: LadderName, rungs: readonly Rung[]): Promise<void> {
  const value = JSON.stringify({ rungs: rungs.map(storedRung) });
  await work.tx.execute(sql`
    insert into ladder_drafts (creditor_id, ladder, value, changed_at, actor_kind, actor_id)
    values (${work.creditorId}, ${name}, ${value}::jsonb, ${work.now.toISOString()}, ${work.actor.kind}, ${work.actor.id})
    on conflict (creditor_id, ladder) do update set value = excluded.value, changed_at = excluded.changed_at,
      actor_kind = excluded.actor_kind, actor_id = excluded.actor_id
  `);
}

export async function deleteLadderDraft(work: Work, name: LadderName): Promise<void> {
  await work.tx.execute(sql`delete from ladder_drafts where creditor_id = ${work.creditorId} and ladder = ${name}`);
}

export type LadderVersion = {
  readonly version: string;
  readonly fromAt: Date;
  readonly actorKind: string;
  readonly actorId: string;
  /** Null: from here the ladder was given up. */
  readonly rungs: readonly Rung[] | null;
};

/** Every version of one ladder, the latest first; those of a later day too. */
export async function readLadderVersions(work: Work, name: LadderName): Promise<LadderVersion[]> {
  const rows = await work.tx.execute<{
    id: string;
    from_at: string;
    actor_kind: string;
    actor_id: string;
    value: unknown;
  }>(sql`
    select id, from_at, actor_kind, actor_id, value from settings
    where creditor_id = ${work.creditorId} and kind = ${ladderKind(name)} order by from_at desc, seq desc
  `);
  return rows.map((row) => {
    const read = ladderShape.safeParse(row.value);
    return {
      version: row.id,
      fromAt: new Date(row.from_at),
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      rungs: read.success ? read.data.rungs.map(rungFromStored) : null,
    };
  });
}
