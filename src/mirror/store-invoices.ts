import { and, eq, getTableColumns, ne, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { invoiceKey, sortedKeys } from './invoice-key.ts';
import type { InvoiceWrite, MirroredInvoice } from './mirrored.ts';
import { listed } from './store-listed.ts';
import { invoices } from './tables.ts';

const { creditorId: _creditor, ...columns } = getTableColumns(invoices);

export async function readInvoices(work: Work, ids: readonly string[]): Promise<MirroredInvoice[]> {
  return work.tx
    .select(columns)
    .from(invoices)
    .where(and(eq(invoices.creditorId, work.creditorId), sql`${invoices.id} = any(${listed(ids)}::uuid[])`));
}

/** Everything of these debtors with something left, credit notes (negative) among them, oldest due day first. */
export async function openInvoices(work: Work, debtorIds: readonly string[]): Promise<MirroredInvoice[]> {
  return work.tx
    .select(columns)
    .from(invoices)
    .where(
      and(
        eq(invoices.creditorId, work.creditorId),
        ne(invoices.remainderMinor, 0n),
        sql`${invoices.debtorId} = any(${listed(debtorIds)}::uuid[])`,
      ),
    )
    .orderBy(invoices.dueDay, invoices.number);
}

/** The books' own number of each invoice, by our id. */
export async function invoiceNumbers(work: Work, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await work.tx
    .select({ id: invoices.id, number: invoices.number })
    .from(invoices)
    .where(and(eq(invoices.creditorId, work.creditorId), sql`${invoices.id} = any(${listed(ids)}::uuid[])`));
  return new Map(rows.map((row) => [row.id, row.number]));
}

/** The keys of all that the mirror believes open. */
export async function openInvoiceKeys(work: Work): Promise<string[]> {
  const rows = await work.tx
    .select({ number: invoices.number, entry: invoices.entry })
    .from(invoices)
    .where(and(eq(invoices.creditorId, work.creditorId), ne(invoices.remainderMinor, 0n)));
  return rows.map(invoiceKey);
}

/** What the mirror has by the books' own keys (`invoice-key`). */
export async function invoicesByKey(work: Work, keys: readonly string[]): Promise<Map<string, MirroredInvoice>> {
  return keyed(await withKeys(work, keys));
}

/** The same, locked until the transaction ends. */
export async function lockInvoicesByKey(work: Work, keys: readonly string[]): Promise<Map<string, MirroredInvoice>> {
  if (keys.length === 0) return new Map();
  return keyed(await withKeys(work, keys).orderBy(invoices.id).for('update'));
}

function withKeys(work: Work, keys: readonly string[]) {
  const { numbers, entries } = sortedKeys(keys);
  const booked = sql`${invoices.entry} is null and ${invoices.number} = any(${listed(numbers)})`;
  // Each of the two has an index of its own, which an "or" between them would not use.
  const among = sql`${invoices.id} in (
    select i.id from invoices i
    where i.creditor_id = ${work.creditorId}::uuid and i.entry is null and i.number = any(${listed(numbers)})
    union all
    select i.id from invoices i
    where i.creditor_id = ${work.creditorId}::uuid and i.entry is not null and i.entry = any(${listed(entries)}::bigint[]))`;
  return work.tx
    .select(columns)
    .from(invoices)
    .where(and(eq(invoices.creditorId, work.creditorId), entries.length === 0 ? booked : among));
}

function keyed(rows: readonly MirroredInvoice[]): Map<string, MirroredInvoice> {
  return new Map(rows.map((row) => [invoiceKey(row), row]));
}

const writtenColumns = sql`id uuid, number text, entry bigint, "debtorId" uuid, day date, "dueDay" date, currency text, "grossMinor" bigint,
  "remainderMinor" bigint, "remainderBaseMinor" bigint, "paymentTermsNumber" integer, reference text, market text`;

/** New invoices; one that somebody else wrote meanwhile is left alone. Returns our ids by key. */
export async function insertInvoices(
  work: Work,
  writes: readonly (InvoiceWrite & { readonly market: string })[],
  asOf: Instant,
): Promise<Map<string, string>> {
  if (writes.length === 0) return new Map();
  const rows = await work.tx.execute<{ id: string; number: string; entry: string | null }>(sql`
    insert into invoices (creditor_id, number, entry, debtor_id, day, due_day, currency, gross_minor, remainder_minor,
      remainder_base_minor, terms_number, reference, market, first_seen_at, read_at)
    select ${work.creditorId}::uuid, r.number, r.entry, r."debtorId", r.day, r."dueDay", r.currency, r."grossMinor",
      r."remainderMinor", r."remainderBaseMinor", r."paymentTermsNumber", r.reference, r.market,
      ${work.now.toISOString()}::timestamptz, ${asOf.toISOString()}::timestamptz
    from jsonb_to_recordset(${jsonOf(writes)}::jsonb) as r(${writtenColumns})
    on conflict do nothing
    returning id, number, entry
  `);
  return new Map(
    rows.map(({ id, number, entry }) => [invoiceKey({ number, entry: entry === null ? null : Number(entry) }), id]),
  );
}

export type InvoiceUpdate = InvoiceWrite & { readonly id: string };

export async function updateInvoices(work: Work, writes: readonly InvoiceUpdate[], asOf: Instant): Promise<void> {
  if (writes.length === 0) return;
  await work.tx.execute(sql`
    update invoices i set number = r.number, day = r.day, due_day = r."dueDay", gross_minor = r."grossMinor",
      remainder_minor = r."remainderMinor", remainder_base_minor = r."remainderBaseMinor",
      terms_number = r."paymentTermsNumber", reference = r.reference, read_at = ${asOf.toISOString()}::timestamptz
    from jsonb_to_recordset(${jsonOf(writes)}::jsonb) as r(${writtenColumns})
    where i.creditor_id = ${work.creditorId}::uuid and i.id = r.id
  `);
}

/** Nothing is left of these: the books do not have them any more. */
export async function settleInvoices(work: Work, ids: readonly string[], asOf: Instant): Promise<void> {
  if (ids.length === 0) return;
  await work.tx.execute(sql`
    update invoices set remainder_minor = 0, remainder_base_minor = 0, read_at = ${asOf.toISOString()}::timestamptz
    where creditor_id = ${work.creditorId}::uuid and id = any(${listed(ids)}::uuid[])
  `);
}

function jsonOf(writes: readonly (InvoiceWrite & { readonly market?: string; readonly id?: string })[]): string {
  const rows = writes.map(({ row, id, debtorId, dueDay, market }) => ({
    ...row,
    ...{ id, debtorId, dueDay, market },
    grossMinor: row.grossMinor.toString(),
    remainderMinor: row.remainderMinor.toString(),
    remainderBaseMinor: row.remainderBaseMinor.toString(),
  }));
  return JSON.stringify(rows);
}

/** The law of a debtor's open invoices and credit notes. Answers how many had another one. */
export async function updateMarket(work: Work, debtorId: string, market: string): Promise<number> {
  const rows = await work.tx.execute(sql`
    update invoices set market = ${market}
    where creditor_id = ${work.creditorId} and debtor_id = ${debtorId} and remainder_minor <> 0 and market <> ${market}
    returning id
  `);
  return rows.length;
}
