import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import type { EmployeeRow, PaymentTermsRow, RefusedRow } from './port.ts';
import { listed } from './store-listed.ts';
import { employees, paymentTerms, refusedRows } from './tables.ts';

/** All payment terms by their number. */
export async function readPaymentTerms(work: Work): Promise<Map<number, PaymentTermsRow>> {
  const { creditorId: _creditor, ...columns } = getTableColumns(paymentTerms);
  const rows = await work.tx.select(columns).from(paymentTerms).where(eq(paymentTerms.creditorId, work.creditorId));
  return new Map(rows.map((row) => [row.number, row]));
}

export async function readEmployees(work: Work): Promise<EmployeeRow[]> {
  const { creditorId: _creditor, ...columns } = getTableColumns(employees);
  return work.tx
    .select(columns)
    .from(employees)
    .where(eq(employees.creditorId, work.creditorId))
    .orderBy(employees.number);
}

export async function upsertPaymentTerms(work: Work, rows: readonly PaymentTermsRow[]): Promise<void> {
  await work.tx.execute(sql`
    insert into payment_terms as t (creditor_id, number, name, type, days)
    select ${work.creditorId}::uuid, r.number, r.name, r.type, r.days
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(number integer, name text, type text, days integer)
    on conflict (creditor_id, number) do update set name = excluded.name, type = excluded.type, days = excluded.days
      where (t.name, t.type, t.days) is distinct from (excluded.name, excluded.type, excluded.days)
  `);
}

export async function upsertEmployees(work: Work, rows: readonly EmployeeRow[]): Promise<void> {
  await work.tx.execute(sql`
    insert into employees as e (creditor_id, number, name, email)
    select ${work.creditorId}::uuid, r.number, r.name, r.email
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(number integer, name text, email text)
    on conflict (creditor_id, number) do update set name = excluded.name, email = excluded.email
      where (e.name, e.email) is distinct from (excluded.name, excluded.email)
  `);
}

export type RefusedKind = 'customer' | 'invoice' | 'entry' | 'contacts';

export async function upsertRefusedRows(work: Work, kind: RefusedKind, rows: readonly RefusedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await work.tx.execute(sql`
    insert into refused_rows as f (creditor_id, kind, key, what, at)
    select distinct on (r.key) ${work.creditorId}::uuid, ${kind}, r.key, r.what, ${work.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(key text, what text)
    on conflict (creditor_id, kind, key) do update set what = excluded.what, at = excluded.at
  `);
}

export async function clearRefusedRows(work: Work, kind: RefusedKind, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await work.tx.execute(sql`
    delete from refused_rows where creditor_id = ${work.creditorId}::uuid and kind = ${kind} and key = any(${listed(keys)})
  `);
}

/** Rows refused before this moment and not again since are read whole now, or not there any more. Business time. */
export async function clearRefusedBefore(work: Work, kinds: readonly RefusedKind[], before: Instant): Promise<void> {
  await work.tx.execute(sql`
    delete from refused_rows where creditor_id = ${work.creditorId}::uuid and kind = any(${listed(kinds)})
      and at < ${before.toISOString()}::timestamptz
  `);
}

export type RefusedRowOnFile = RefusedRow & { readonly kind: string; readonly at: Instant };

/** What the books say that could not be understood, newest first. */
export async function readRefusedRows(work: Work, most: number): Promise<RefusedRowOnFile[]> {
  return work.tx
    .select({ kind: refusedRows.kind, key: refusedRows.key, what: refusedRows.what, at: refusedRows.at })
    .from(refusedRows)
    .where(eq(refusedRows.creditorId, work.creditorId))
    .orderBy(sql`${refusedRows.at} desc, ${refusedRows.kind}, ${refusedRows.key}`)
    .limit(most);
}
