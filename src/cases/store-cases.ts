import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Currency } from '../values/money.ts';

export type CaseRow = {
  readonly id: string;
  readonly debtorId: string;
  readonly currency: Currency;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly closedWhy: string | null;
};

export type CaseKey = { readonly debtorId: string; readonly currency: string };

/** The open case of each debtor and currency; those that had none are opened now. `opened` says which. */
export async function openCases(
  work: Work,
  keys: readonly CaseKey[],
): Promise<{ id: string; debtorId: string; currency: string; opened: boolean }[]> {
  if (keys.length === 0) return [];
  const list = JSON.stringify(keys);
  const opened = await work.tx.execute<{ id: string }>(sql`
    insert into cases (creditor_id, debtor_id, currency, opened_at)
    select ${work.creditorId}::uuid, r."debtorId", r.currency, ${work.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${list}::jsonb) as r("debtorId" uuid, currency text)
    on conflict (creditor_id, debtor_id, currency) where closed_at is null do nothing
    returning id
  `);
  const fresh = new Set(opened.map((row) => row.id));
  const rows = await work.tx.execute<{ id: string; debtor_id: string; currency: string }>(sql`
    select c.id, c.debtor_id, c.currency from cases c
      join jsonb_to_recordset(${list}::jsonb) as r("debtorId" uuid, currency text) on r."debtorId" = c.debtor_id and r.currency = c.currency
    where c.creditor_id = ${work.creditorId} and c.closed_at is null
  `);
  return rows.map((row) => ({
    id: row.id,
    debtorId: row.debtor_id,
    currency: row.currency,
    opened: fresh.has(row.id),
  }));
}

export type NewCase = CaseKey & { readonly id: string };

/** Cases that nobody has opened yet. The database refuses a second open one of a debtor in a currency. */
export async function insertCases(work: Work, cases: readonly NewCase[]): Promise<void> {
  if (cases.length === 0) return;
  await work.tx.execute(sql`
    insert into cases (creditor_id, id, debtor_id, currency, opened_at)
    select ${work.creditorId}::uuid, r.id, r."debtorId", r.currency, ${work.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(cases)}::jsonb) as r(id uuid, "debtorId" uuid, currency text)
  `);
}

/** The open cases of these debtors, by "debtor's id currency". */
export async function openCaseIds(work: Work, debtorIds: readonly string[]): Promise<Map<string, string>> {
  if (debtorIds.length === 0) return new Map();
  const rows = await work.tx.execute<{ id: string; debtor_id: string; currency: string }>(sql`
    select id, debtor_id, currency from cases
    where creditor_id = ${work.creditorId} and debtor_id = any (${`{${debtorIds.join(',')}}`}::uuid[]) and closed_at is null
  `);
  return new Map(rows.map((row) => [`${row.debtor_id} ${row.currency}`, row.id]));
}

export async function readCase(work: Work, caseId: string): Promise<CaseRow | null> {
  const rows = await work.tx.execute<RawCase>(
    sql`select * from cases where creditor_id = ${work.creditorId} and id = ${caseId}`,
  );
  return rows[0] ? asCase(rows[0]) : null;
}

/** The debtor's cases, open ones first. */
export async function casesOfDebtor(work: Work, debtorId: string): Promise<CaseRow[]> {
  const rows = await work.tx.execute<RawCase>(sql`
    select * from cases where creditor_id = ${work.creditorId} and debtor_id = ${debtorId} order by closed_at desc nulls first, opened_at desc
  `);
  return rows.map(asCase);
}

/** The cases of these debtors that are not closed. */
export async function openCasesOf(work: Work, debtorIds: readonly string[]): Promise<CaseRow[]> {
  const rows = await work.tx.execute<RawCase>(sql`
    select * from cases where creditor_id = ${work.creditorId} and debtor_id = any (${`{${debtorIds.join(',')}}`}::uuid[])
      and closed_at is null order by opened_at
  `);
  return rows.map(asCase);
}

/** Nobody else decides about this case until the transaction ends. */
export async function lockCase(work: Work, caseId: string): Promise<CaseRow | null> {
  const rows = await work.tx.execute<RawCase>(
    sql`select * from cases where creditor_id = ${work.creditorId} and id = ${caseId} for update`,
  );
  return rows[0] ? asCase(rows[0]) : null;
}

/**
 * One letter with a fee is decided for a debtor at a time, whatever its currency: the legal days between two of them are
 * counted over all. Whoever comes second waits, and finds the first one on its way.
 */
export async function lockFees(work: Work, debtorId: string): Promise<void> {
  await work.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`fees ${debtorId}`}, 0))`);
}

/** Of these cases, those that are open and have no position left that is not settled. */
export async function casesWithoutDebt(work: Work, caseIds: readonly string[]): Promise<CaseRow[]> {
  if (caseIds.length === 0) return [];
  const rows = await work.tx.execute<RawCase>(sql`
    select * from cases c where c.creditor_id = ${work.creditorId} and c.id = any (${`{${caseIds.join(',')}}`}::uuid[]) and c.closed_at is null
      and not exists (select from positions p where p.creditor_id = c.creditor_id and p.case_id = c.id and p.settled_at is null)
  `);
  return rows.map(asCase);
}

/** A case that was closed is open again; false when the debtor has another open one in its currency, or it was open. */
export async function reopenCase(work: Work, aCase: CaseRow): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    update cases c set closed_at = null, closed_why = null
    where c.creditor_id = ${work.creditorId} and c.id = ${aCase.id} and c.closed_at is not null
      and not exists (select from cases o where o.creditor_id = c.creditor_id and o.debtor_id = c.debtor_id
        and o.currency = c.currency and o.closed_at is null)
    returning c.id
  `);
  return rows.length > 0;
}

/** The debtor's open case in the currency of this one; null when there is none. */
export async function openCaseBeside(work: Work, { debtorId, currency }: CaseRow): Promise<string | null> {
  const rows = await work.tx.execute<{ id: string }>(sql`
    select id from cases where creditor_id = ${work.creditorId} and debtor_id = ${debtorId} and currency = ${currency} and closed_at is null
  `);
  return rows[0]?.id ?? null;
}

/** Of these open cases, those whose debtor has paid too much in the same currency, on it or on an earlier one. */
export async function casesWithCredit(
  work: Work,
  caseIds: readonly string[],
): Promise<{ openId: string; fromId: string }[]> {
  if (caseIds.length === 0) return [];
  const rows = await work.tx.execute<{ open_id: string; from_id: string }>(sql`
    with credit as (
      select case_id from entries
      where creditor_id = ${work.creditorId} and account = 'credit' group by case_id having sum(amount_minor) < 0
    )
    select o.id as open_id, c.id as from_id from credit
      join cases c on c.creditor_id = ${work.creditorId} and c.id = credit.case_id
      join cases o on o.creditor_id = c.creditor_id and o.debtor_id = c.debtor_id and o.currency = c.currency
    where o.id = any (${`{${caseIds.join(',')}}`}::uuid[]) and o.closed_at is null
    order by o.id, c.opened_at
  `);
  return rows.map((row) => ({ openId: row.open_id, fromId: row.from_id }));
}

export async function closeCase(work: Work, caseId: string, why: string): Promise<void> {
  await work.tx.execute(sql`
    update cases set closed_at = ${work.now.toISOString()}, closed_why = ${why} where creditor_id = ${work.creditorId} and id = ${caseId} and closed_at is null
  `);
}

/** Until when money may still be on its way through a checkout the debtor has begun; null takes it away. */
export async function setPaymentUntil(work: Work, caseId: string, until: Date | null): Promise<void> {
  await work.tx.execute(sql`
    update cases set payment_until = ${until === null ? null : until.toISOString()}::timestamptz where creditor_id = ${work.creditorId} and id = ${caseId}
  `);
}

type RawCase = {
  id: string;
  debtor_id: string;
  currency: Currency;
  opened_at: string;
  closed_at: string | null;
  closed_why: string | null;
};

function asCase(row: RawCase): CaseRow {
  return {
    id: row.id,
    debtorId: row.debtor_id,
    currency: row.currency,
    openedAt: new Date(row.opened_at),
    closedAt: row.closed_at === null ? null : new Date(row.closed_at),
    closedWhy: row.closed_why,
  };
}

/** The currency of each of these cases. */
export async function caseCurrencies(work: Work, caseIds: readonly string[]): Promise<Map<string, Currency>> {
  if (caseIds.length === 0) return new Map();
  const rows = await work.tx.execute<{ id: string; currency: Currency }>(
    sql`select id, currency from cases where creditor_id = ${work.creditorId} and id = any (${`{${caseIds.join(',')}}`}::uuid[])`,
  );
  return new Map(rows.map((row) => [row.id, row.currency]));
}
