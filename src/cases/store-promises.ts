import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';

export type EndedPromise = {
  readonly id: string;
  readonly caseId: string | null;
  readonly debtorId: string;
  /** The day that was promised. */
  readonly day: Day;
  readonly broken: boolean;
};

/** Ends the promises whose time is over by `today`, and says of each whether anything of its case is still owed. */
export async function endPromisesPast(work: Work, today: Day): Promise<EndedPromise[]> {
  const rows = await work.tx.execute<{
    id: string;
    case_id: string | null;
    debtor_id: string;
    day: Day;
    broken: boolean;
  }>(sql`
    with past as (
      select h.id, exists (
        select from positions p where p.creditor_id = h.creditor_id and p.debtor_id = h.debtor_id
          and p.case_id = h.case_id and p.settled_at is null) as broken
      from holds h
      where h.creditor_id = ${work.creditorId} and h.kind = 'promise' and h.until <= ${today}::date and h.ended_at is null
    )
    update holds h set ended_at = ${work.now.toISOString()}, ended_by_kind = 'machine', ended_by_id = ${work.actor.id},
      ended_why = case when past.broken then 'promise-broken' else 'promise-kept' end
    from past where h.creditor_id = ${work.creditorId} and h.id = past.id
    returning h.id, h.case_id, h.debtor_id, coalesce((h.details ->> 'day')::date, h.until) as day, past.broken
  `);
  return rows.map(({ id, case_id, debtor_id, day, broken }) => ({
    id,
    caseId: case_id,
    debtorId: debtor_id,
    day,
    broken,
  }));
}
