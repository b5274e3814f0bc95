import { and, eq, getTableColumns, ne, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
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

/** The numbers of all invoices that the mirror believes open. */
export async function openInvoiceNumbers(work: Work): Promise<string[]> {
  const rows = await work.tx
    .select({ number: invoices.number })
    .from(invoices)
    .where(and(eq(invoices.creditorId, work.creditorId), ne(invoices.remainderMinor, 0n)));
  return rows.map((row) => row.number);
}

export async function invoicesByNumber(work: Work, numbers: readonly string[]): Promise<Map<string, MirroredInvoice>> {
  return keyed(await numbered(work, numbers));
}

/** The same, locked until the transaction ends. */
export async function lockInvoicesByNumber(
  work: Work,
  numbers: readonly string[],
): Promise<Map<string, MirroredInvoice>> {
  if (numbers.length === 0) return new Map();
  return keyed(await numbered(work, numbers).orderBy(invoices.id).for('update'));
}

function numbered(work: Work, numbers: readonly string[]) {
  return work.tx
    .select(columns)
    .from(invoices)
    .where(and(eq(invoices.creditorId, work.creditorId), sql`${invoices.number} = any(${listed(numbers)})`));
}

function keyed(rows: readonly MirroredInvoice[]): Map<string, MirroredInvoice> {
  return new Map(rows.map((row) => [row.number, row]));
}

const writtenColumns = sql`number text, "debtorId" uuid, day date, "dueDay" date, currency text, "grossMinor" bigint,
  "remainderMinor" bigint, "remainderBaseMinor" bigint, "paymentTermsNumber" integer, reference text, market text`;

/** New invoices; one that somebody else wrote meanwhile is left alone. Returns our ids by number. */
export async function insertInvoices(
  work: Work,
  writes: readonly (InvoiceWrite & { readonly market: string })[],
  asOf: Instant,
): Promise<Map<string, string>> {
  if (writes.length === 0) return new Map();
  const rows = await work.tx.execute<{ id: string; number: string }>(sql`
    insert into invoices (creditor_id, number, debtor_id, day, due_day, currency, gross_minor, remainder_minor,
      remainder_base_minor, terms_number, reference, market, first_seen_at, read_at)
    select ${work.creditorId}::uuid, r.number, r."debtorId", r.day, r."dueDay", r.currency, r."grossMinor",
      r."remainderMinor", r."remainderBaseMinor", r."paymentTermsNumber", r.reference, r.market,
      ${work.now.toISOString()}::timestamptz, ${asOf.toISOString()}::timestamptz
    from jsonb_to_recordset(${jsonOf(writes)}::jsonb) as r(${writtenColumns})
    on conflict (creditor_id, number) do nothing
    returning id, number
  `);
  return new Map(rows.map((row) => [row.number, row.id]));
}

export async function updateInvoices(work: Work, writes: readonly InvoiceWrite[], asOf: Instant): Promise<void> {
  if (writes.length === 0) return;
  await work.tx.execute(sql`
    update invoices i set day = r.day, due_day = r."dueDay", gross_minor = r."grossMinor",
      remainder_minor = r."remainderMinor", remainder_base_minor = r."remainderBaseMinor",
      terms_number = r."paymentTermsNumber", reference = r.reference, read_at = ${asOf.toISOString()}::timestamptz
    from jsonb_to_recordset(${jsonOf(writes)}::jsonb) as r(${writtenColumns})
    where i.creditor_id = ${work.creditorId}::uuid and i.number = r.number
  `);
}

function jsonOf(writes: readonly (InvoiceWrite & { readonly market?: string })[]): string {
  const rows = writes.map(({ row, ...write }) => ({
    ...row,
    ...write,
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
