/** Writing what members decide about single invoices: left out, taken in, given more time. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';
import type { Grace, LeftOutWhy } from './store-given.ts';

/** An invoice that was decided about, as the trail names it. */
export type DecidedInvoice = {
  readonly invoiceId: string;
  readonly debtorId: string;
  readonly caseId: string | null;
  readonly number: string;
  readonly dueDay: Day;
};

type Raw = { invoice_id: string; debtor_id: string; case_id: string | null; number: string; due_day: string };

function decided(row: Raw): DecidedInvoice {
  return {
    invoiceId: row.invoice_id,
    debtorId: row.debtor_id,
    caseId: row.case_id,
    number: row.number,
    dueDay: row.due_day,
  };
}

/** Leaves these open invoices out; one that is out already stays as it is. Answers those that are out from now on. */
export async function insertLeftOut(
  work: Work,
  invoiceIds: readonly string[],
  why: LeftOutWhy,
  note: string | null,
): Promise<DecidedInvoice[]> {
  const rows = await work.tx.execute<Raw>(sql`
    with open as (
      select p.creditor_id, p.invoice_id, p.debtor_id, p.case_id, i.number, i.due_day
      from positions p join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
      where p.creditor_id = ${work.creditorId} and p.invoice_id = any (${uuids(invoiceIds)}) and p.settled_at is null
    ), made as (
      insert into left_out_invoices (creditor_id, invoice_id, why, note, since, actor_kind, actor_id)
      select creditor_id, invoice_id, ${why}, ${note}, ${work.now.toISOString()}::timestamptz, ${work.actor.kind}, ${work.actor.id} from open
      on conflict do nothing returning invoice_id
    )
    select open.* from open join made on made.invoice_id = open.invoice_id order by open.due_day, open.number
  `);
  return rows.map(decided);
}

/** Takes these invoices back in, where they were left out for `why` (null: for whatever). Answers those that were. */
export async function endLeftOut(
  work: Work,
  invoiceIds: readonly string[],
  why: LeftOutWhy | null,
): Promise<(DecidedInvoice & { readonly why: LeftOutWhy })[]> {
  const rows = await work.tx.execute<Raw & { why: LeftOutWhy }>(sql`
    with ended as (
      update left_out_invoices set ended_at = ${work.now.toISOString()}, ended_by_kind = ${work.actor.kind}, ended_by_id = ${work.actor.id}
      where creditor_id = ${work.creditorId} and invoice_id = any (${uuids(invoiceIds)}) and ended_at is null
        and (${why}::text is null or why = ${why}) returning creditor_id, invoice_id, why
    )
    select ended.why, p.invoice_id, p.debtor_id, p.case_id, i.number, i.due_day
    from ended join positions p on p.creditor_id = ended.creditor_id and p.invoice_id = ended.invoice_id
      join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id order by i.due_day, i.number
  `);
  return rows.map((row) => ({ ...decided(row), why: row.why }));
}

/** One open invoice as a decision about it begins, and the time given to it before. */
export async function invoiceToDecide(
  work: Work,
  invoiceId: string,
): Promise<{ readonly invoice: DecidedInvoice; readonly grace: Grace | null } | null> {
  const [row] = await work.tx.execute<Raw & { day: string | null; agreed: boolean | null; note: string | null }>(sql`
    select p.invoice_id, p.debtor_id, p.case_id, i.number, i.due_day, g.day, g.agreed, g.note
    from positions p join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
      left join grace_days g on g.creditor_id = p.creditor_id and g.invoice_id = p.invoice_id and g.ended_at is null
    where p.creditor_id = ${work.creditorId} and p.invoice_id = ${invoiceId} and p.settled_at is null
    for update of p
  `);
  if (!row) return null;
  const grace = row.day === null ? null : { day: row.day, agreed: row.agreed!, note: row.note! };
  return { invoice: decided(row), grace };
}

export async function insertGrace(work: Work, invoiceId: string, { day, agreed, note }: Grace): Promise<void> {
  await work.tx.execute(sql`
    insert into grace_days (creditor_id, invoice_id, day, agreed, note, since, actor_kind, actor_id)
    values (${work.creditorId}, ${invoiceId}, ${day}, ${agreed}, ${note}, ${work.now.toISOString()}, ${work.actor.kind}, ${work.actor.id})
  `);
}

export async function endGrace(work: Work, invoiceId: string): Promise<void> {
  await work.tx.execute(sql`
    update grace_days set ended_at = ${work.now.toISOString()}, ended_by_kind = ${work.actor.kind}, ended_by_id = ${work.actor.id}
    where creditor_id = ${work.creditorId} and invoice_id = ${invoiceId} and ended_at is null
  `);
}

function uuids(ids: readonly string[]) {
  return sql`${`{${ids.join(',')}}`}::uuid[]`;
}
