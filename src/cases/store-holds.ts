import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { HoldKind } from '../ladder/facts.ts';
import type { Day } from '../values/day.ts';

export type NewHold = {
  readonly kind: HoldKind;
  readonly debtorId: string;
  readonly caseId: string | null;
  readonly invoiceId: string | null;
  readonly until: Day | null;
  /** Numbers and days only. */
  readonly details: Readonly<Record<string, string | number>>;
};

export type HoldRow = NewHold & { readonly id: string; readonly since: Date; readonly endedAt: Date | null };

/** Opens holds; one that is in force for the same debtor, kind and invoice stays as it is. Returns the new ones' ids. */
export async function insertHolds(work: Work, holds: readonly NewHold[]): Promise<string[]> {
  if (holds.length === 0) return [];
  const rows = await work.tx.execute<{ id: string }>(sql`
    insert into holds (creditor_id, case_id, debtor_id, invoice_id, kind, until, details, since, actor_kind, actor_id)
    select ${work.creditorId}::uuid, r."caseId", r."debtorId", r."invoiceId", r.kind, r.until, r.details,
      ${work.now.toISOString()}::timestamptz, ${work.actor.kind}, ${work.actor.id}
    from jsonb_to_recordset(${JSON.stringify(holds)}::jsonb)
      as r("caseId" uuid, "debtorId" uuid, "invoiceId" uuid, kind text, until date, details jsonb)
    on conflict do nothing
    returning id
  `);
  return rows.map((row) => row.id);
}

/** Ends one hold; null when it is not in force (any more). */
export async function endHold(work: Work, holdId: string, why: string): Promise<HoldRow | null> {
  const rows = await work.tx.execute<RawHold>(sql`
    update holds set ended_at = ${work.now.toISOString()}, ended_by_kind = ${work.actor.kind}, ended_by_id = ${work.actor.id}, ended_why = ${why}
    where creditor_id = ${work.creditorId} and id = ${holdId} and ended_at is null returning *
  `);
  return rows[0] ? asHold(rows[0]) : null;
}

/** Ends the holds that an invoice's own settling answers. */
export async function endHoldsOfInvoices(work: Work, invoiceIds: readonly string[], why: string): Promise<void> {
  if (invoiceIds.length === 0) return;
  await work.tx.execute(sql`
    update holds set ended_at = ${work.now.toISOString()}, ended_by_kind = ${work.actor.kind}, ended_by_id = ${work.actor.id}, ended_why = ${why}
    where creditor_id = ${work.creditorId} and invoice_id = any (${`{${invoiceIds.join(',')}}`}::uuid[]) and ended_at is null
  `);
}

/** Ends the holds of one kind on a debtor: what they asked has been answered. */
export async function endHoldsOfKind(work: Work, debtorId: string, kind: HoldKind, why: string): Promise<void> {
  await work.tx.execute(sql`
    update holds set ended_at = ${work.now.toISOString()}, ended_by_kind = ${work.actor.kind}, ended_by_id = ${work.actor.id}, ended_why = ${why}
    where creditor_id = ${work.creditorId} and debtor_id = ${debtorId} and kind = ${kind} and ended_at is null
  `);
}

/** Snoozes and pauses whose day has come. A promise stays: whether it was kept is a person's to see. */
export async function endHoldsPast(work: Work, today: Day): Promise<HoldRow[]> {
  const rows = await work.tx.execute<RawHold>(sql`
    update holds set ended_at = ${work.now.toISOString()}, ended_by_kind = 'machine', ended_by_id = ${work.actor.id}, ended_why = 'day-came'
    where creditor_id = ${work.creditorId} and until <= ${today}::date and kind in ('snooze', 'pause') and ended_at is null
    returning *
  `);
  return rows.map(asHold);
}

/** The holds of a debtor, those in force first, newest first. */
export async function readHolds(work: Work, debtorId: string): Promise<HoldRow[]> {
  const rows = await work.tx.execute<RawHold>(sql`
    select * from holds where creditor_id = ${work.creditorId} and debtor_id = ${debtorId} order by ended_at desc nulls first, since desc
  `);
  return rows.map(asHold);
}

type RawHold = {
  id: string;
  kind: HoldKind;
  debtor_id: string;
  case_id: string | null;
  invoice_id: string | null;
  until: string | null;
  details: Record<string, string | number>;
  since: string;
  ended_at: string | null;
};

function asHold(row: RawHold): HoldRow {
  return {
    id: row.id,
    kind: row.kind,
    debtorId: row.debtor_id,
    caseId: row.case_id,
    invoiceId: row.invoice_id,
    until: row.until,
    details: row.details,
    since: new Date(row.since),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
  };
}
