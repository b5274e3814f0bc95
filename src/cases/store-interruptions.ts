/** What members have told us of that may start a limitation period anew. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { InterruptionKind } from '../law/rules.ts';
import type { Day } from '../values/day.ts';

export type RecordedInterruption = {
  readonly id: string;
  readonly invoiceId: string;
  readonly kind: InterruptionKind;
  readonly day: Day;
  readonly note: string;
  readonly takenBack: boolean;
  readonly recordedAt: Date;
};

export async function insertInterruptions(
  work: Work,
  rows: readonly {
    readonly invoiceId: string;
    readonly kind: InterruptionKind;
    readonly day: Day;
    readonly note: string;
    readonly takesBack: string | null;
  }[],
): Promise<void> {
  if (rows.length === 0) return;
  await work.tx.execute(sql`
    insert into interruptions (creditor_id, invoice_id, kind, day, note, takes_back, recorded_at, actor_kind, actor_id)
    select ${work.creditorId}::uuid, r."invoiceId", r.kind, r.day, r.note, r."takesBack", ${work.now.toISOString()}::timestamptz,
      ${work.actor.kind}, ${work.actor.id}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r("invoiceId" uuid, kind text, day date, note text, "takesBack" uuid)
  `);
}

/** Everything told of these invoices, oldest first; what was taken back is among it and says so. */
export async function readInterruptions(work: Work, invoiceIds: readonly string[]): Promise<RecordedInterruption[]> {
  if (invoiceIds.length === 0) return [];
  const rows = await work.tx.execute<{
    id: string;
    invoice_id: string;
    kind: InterruptionKind;
    day: string;
    note: string;
    taken_back: boolean;
    recorded_at: string;
  }>(sql`
    select x.id, x.invoice_id, x.kind, x.day, x.note, x.recorded_at,
      exists (select from interruptions b where b.creditor_id = x.creditor_id and b.takes_back = x.id) as taken_back
    from interruptions x
    where x.creditor_id = ${work.creditorId} and x.takes_back is null
      and x.invoice_id = any (${`{${invoiceIds.join(',')}}`}::uuid[])
    order by x.day, x.recorded_at, x.id
  `);
  return rows.map((row) => ({
    id: row.id,
    invoiceId: row.invoice_id,
    kind: row.kind,
    day: row.day,
    note: row.note,
    takenBack: row.taken_back,
    recordedAt: new Date(row.recorded_at),
  }));
}
