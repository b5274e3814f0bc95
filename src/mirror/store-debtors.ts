import { and, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import type { MirroredDebtor } from './mirrored.ts';
import type { CustomerRow } from './port.ts';
import { listed } from './store-listed.ts';
import { customerNumbers as customerNumbersTable, debtors } from './tables.ts';

const { creditorId: _creditor, ...columns } = getTableColumns(debtors);

export async function readDebtor(work: Work, id: string): Promise<MirroredDebtor | null> {
  return (await readDebtors(work, [id]))[0] ?? null;
}

/** These debtors, in no order; ids that are not there are left out. */
export async function readDebtors(work: Work, ids: readonly string[]): Promise<MirroredDebtor[]> {
  return withIds(work, ids);
}

function withIds(work: Work, ids: readonly string[]) {
  return work.tx
    .select(columns)
    .from(debtors)
    .where(and(eq(debtors.creditorId, work.creditorId), sql`${debtors.id} = any(${listed(ids)}::uuid[])`));
}

/** Whose customer numbers these are today. */
export async function debtorsByNumber(work: Work, numbers: readonly string[]): Promise<Map<string, MirroredDebtor>> {
  if (numbers.length === 0) return new Map();
  const holders = await holdersOf(work, numbers);
  return byNumber(holders, await readDebtors(work, [...holders.values()]));
}

/** The same, locked until the transaction ends. */
export async function lockDebtorsByNumber(
  work: Work,
  numbers: readonly string[],
): Promise<Map<string, MirroredDebtor>> {
  if (numbers.length === 0) return new Map();
  const holders = await holdersOf(work, numbers);
  return byNumber(
    holders,
    await withIds(work, [...holders.values()])
      .orderBy(debtors.id)
      .for('update'),
  );
}

/**
 * Two look-ups and no join: in a database that is just being filled the planner knows no table's size yet, and joins page
 * by page in a way that grows with the square of the rows.
 */
async function holdersOf(work: Work, numbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await work.tx
    .select({ number: customerNumbersTable.number, debtorId: customerNumbersTable.debtorId })
    .from(customerNumbersTable)
    .where(
      and(
        eq(customerNumbersTable.creditorId, work.creditorId),
        isNull(customerNumbersTable.untilAt),
        sql`${customerNumbersTable.number} = any(${listed(numbers)})`,
      ),
    );
  return new Map(rows.map((row) => [row.number, row.debtorId]));
}

function byNumber(holders: ReadonlyMap<string, string>, found: readonly MirroredDebtor[]): Map<string, MirroredDebtor> {
  const byId = new Map(found.map((debtor) => [debtor.id, debtor]));
  return new Map([...holders].map(([number, debtorId]) => [number, byId.get(debtorId)!]));
}

/** The customer number each debtor goes by today; a debtor that is gone has none. */
export async function customerNumbers(work: Work, debtorIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await work.tx
    .select({ debtorId: customerNumbersTable.debtorId, number: customerNumbersTable.number })
    .from(customerNumbersTable)
    .where(
      and(
        eq(customerNumbersTable.creditorId, work.creditorId),
        isNull(customerNumbersTable.untilAt),
        sql`${customerNumbersTable.debtorId} = any(${listed(debtorIds)}::uuid[])`,
      ),
    );
  return new Map(rows.map((row) => [row.debtorId, row.number]));
}

export async function allNumbersInUse(work: Work): Promise<string[]> {
  const rows = await work.tx
    .select({ number: customerNumbersTable.number })
    .from(customerNumbersTable)
    .where(and(eq(customerNumbersTable.creditorId, work.creditorId), isNull(customerNumbersTable.untilAt)));
  return rows.map((row) => row.number);
}

const cardColumns = sql`name text, emails text[], phone text, "mobilePhone" text, address text, zip text, city text, country text,
  "companyNumber" text, currency text, "balanceMinor" bigint, "paymentTermsNumber" integer, "salesPersonNumber" integer,
  "groupNumber" integer, "attentionNumber" integer, barred boolean`;

/** New debtors with their numbers. A number that somebody else gave a debtor meanwhile is left alone. */
export async function insertDebtors(work: Work, rows: readonly CustomerRow[], asOf: Instant): Promise<void> {
  if (rows.length === 0) return;
  await work.tx.execute(sql`
    with r as materialized (
      select gen_random_uuid() as id, x.* from jsonb_to_recordset(${jsonOf(rows)}::jsonb) as x(number text, ${cardColumns})
    ), numbered as (
      insert into customer_numbers (creditor_id, debtor_id, number, from_at)
      select ${work.creditorId}::uuid, r.id, r.number, ${work.now.toISOString()}::timestamptz from r
      on conflict (creditor_id, number) where until_at is null do nothing
      returning debtor_id
    )
    insert into debtors (creditor_id, id, name, emails, phone, mobile_phone, address, zip, city, country, company_number, currency,
      balance_base_minor, terms_number, sales_person_number, group_number, attention_number, barred, read_at)
    select ${work.creditorId}::uuid, r.id, r.name, r.emails, r.phone, r."mobilePhone", r.address, r.zip, r.city, r.country,
      r."companyNumber", r.currency, r."balanceMinor", r."paymentTermsNumber", r."salesPersonNumber",
      r."groupNumber", r."attentionNumber", r.barred, ${asOf.toISOString()}::timestamptz
    from r join numbered on numbered.debtor_id = r.id
  `);
}

export type DebtorUpdate = { readonly id: string; readonly row: CustomerRow };

export async function updateDebtors(work: Work, updates: readonly DebtorUpdate[], asOf: Instant): Promise<void> {
  if (updates.length === 0) return;
  await work.tx.execute(sql`
    update debtors d set name = r.name, emails = r.emails, phone = r.phone, mobile_phone = r."mobilePhone", address = r.address, zip = r.zip,
      city = r.city, country = r.country, company_number = r."companyNumber", currency = r.currency,
      balance_base_minor = r."balanceMinor", terms_number = r."paymentTermsNumber",
      sales_person_number = r."salesPersonNumber", group_number = r."groupNumber", attention_number = r."attentionNumber", barred = r.barred,
      read_at = ${asOf.toISOString()}::timestamptz
    from jsonb_to_recordset(${jsonOf(updates.map(({ id, row }) => ({ id, ...row })))}::jsonb) as r(id uuid, ${cardColumns})
    where d.creditor_id = ${work.creditorId}::uuid and d.id = r.id
  `);
}

/** The books do not list these customers any more: their numbers are free for others. Returns the debtors with the number each had. */
export async function endDebtors(
  work: Work,
  numbers: readonly string[],
): Promise<{ debtorId: string; numberBefore: string }[]> {
  const rows = await work.tx.execute<{ id: string; number: string }>(sql`
    with freed as (
      update customer_numbers set until_at = ${work.now.toISOString()}::timestamptz
      where creditor_id = ${work.creditorId}::uuid and until_at is null and number = any(${listed(numbers)})
      returning debtor_id, number
    )
    update debtors d set gone_at = ${work.now.toISOString()}::timestamptz
    from freed where d.creditor_id = ${work.creditorId}::uuid and d.id = freed.debtor_id
    returning d.id, freed.number
  `);
  return rows.map((row) => ({ debtorId: row.id, numberBefore: row.number }));
}

function jsonOf(rows: readonly object[]): string {
  return JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}
