import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { RateRow } from '../law/reference-rates.ts';
import type { Currency } from '../values/money.ts';
import { newId } from '../values/secrets.ts';
import type { Account, Reason } from './accounts.ts';
import type { Posting, Transaction } from './posting.ts';

/** Transactions of one case, to be appended to its ledger. */
export type CasePostings = {
  readonly caseId: string;
  readonly currency: Currency;
  readonly transactions: readonly Transaction[];
};

/**
 * Appends transactions, many cases at once. A cause that has been posted before is passed over with its entries: each
 * posting happens once. The database refuses, at commit, a transaction that does not balance.
 */
export async function appendTransactions(work: Work, cases: readonly CasePostings[]): Promise<void> {
  const list = cases.flatMap(({ caseId, currency, transactions }) =>
    transactions.map(({ cause, reason, postings }) => ({ id: newId(), caseId, currency, cause, reason, postings })),
  );
  if (list.length === 0) return;
  const at = work.now.toISOString();
  const rows = list.map(({ id, caseId, cause, reason }) => ({ id, case_id: caseId, cause, reason }));
  const appended = await work.tx.execute<{ id: string }>(sql`
    insert into transactions (creditor_id, id, case_id, cause, reason, recorded_at, actor_kind, actor_id)
    select ${work.creditorId}::uuid, id, case_id, cause, reason, ${at}::timestamptz, ${work.actor.kind}, ${work.actor.id}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, case_id uuid, cause text, reason text)
    on conflict (creditor_id, cause) do nothing
    returning id
  `);
  const fresh = new Set(appended.map((row) => row.id));
  const entries = list
    .filter(({ id }) => fresh.has(id))
    .flatMap(({ id, caseId, currency, postings }) =>
      postings.map(({ account, invoiceId, amountMinor, valueDay }) => ({
        transaction_id: id,
        case_id: caseId,
        invoice_id: invoiceId,
        account,
        amount_minor: amountMinor.toString(),
        currency,
        value_day: valueDay,
      })),
    );
  if (entries.length === 0) return;
  await work.tx.execute(sql`
    insert into entries (creditor_id, transaction_id, case_id, invoice_id, account, amount_minor, currency, value_day, recorded_at)
    select ${work.creditorId}::uuid, transaction_id, case_id, invoice_id, account, amount_minor, currency, value_day, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as r(transaction_id uuid, case_id uuid, invoice_id uuid, account text,
      amount_minor bigint, currency text, value_day date)
  `);
}

/**
 * Every transaction of these cases with its postings, oldest first, by case. Entries are found by their case, and
 * transactions by what those name: joined in the database, tables that nobody has counted yet are read over and over.
 */
export async function readTransactions(work: Work, caseIds: readonly string[]): Promise<Map<string, Transaction[]>> {
  const byCase = new Map<string, Transaction[]>(caseIds.map((id) => [id, []]));
  if (caseIds.length === 0) return byCase;
  const entries = await work.tx.execute<StoredEntry>(sql`
    select transaction_id, account, invoice_id, amount_minor, value_day from entries
    where creditor_id = ${work.creditorId} and case_id = any (${sqlUuids(caseIds)})
  `);
  const postings = Map.groupBy(entries, (entry) => entry.transaction_id);
  if (postings.size === 0) return byCase;
  const rows = await work.tx.execute<{ id: string; case_id: string; cause: string; reason: Reason }>(sql`
    select id, case_id, cause, reason from transactions
    where creditor_id = ${work.creditorId} and id = any (${sqlUuids([...postings.keys()])}) order by recorded_at, id
  `);
  for (const { id, case_id: caseId, cause, reason } of rows)
    byCase.get(caseId)!.push({ cause, reason, postings: postings.get(id)!.map(asPosting) });
  return byCase;
}

type StoredEntry = {
  transaction_id: string;
  account: Account;
  invoice_id: string | null;
  amount_minor: string;
  value_day: string;
};

function asPosting(stored: StoredEntry): Posting {
  return {
    account: stored.account,
    invoiceId: stored.invoice_id,
    amountMinor: BigInt(stored.amount_minor),
    valueDay: stored.value_day,
  };
}

function sqlUuids(ids: readonly string[]) {
  return sql`${`{${ids.join(',')}}`}::uuid[]`;
}

/** Every reference rate that rules, for all markets: of a half-year's rows the newest. A half-year that is not there is not known. */
export async function readRates(work: Pick<Work, 'tx'>): Promise<RateRow[]> {
  const rows = await work.tx.execute<{
    market: string;
    from_day: string;
    percent: string;
    source: string;
    confidence: string;
  }>(sql`
    select distinct on (market, from_day) market, from_day::text, percent, source, confidence from reference_rates
    order by market, from_day, seq desc
  `);
  return rows.map((row) => ({
    market: row.market as RateRow['market'],
    fromDay: row.from_day,
    percent: row.percent,
    source: row.source,
    confidence: row.confidence as RateRow['confidence'],
  }));
}

/**
 * Records rates without an operator. 'law': the project's own file, which fills what has no row and corrects its own.
 * 'sandbox': its banks' word for half-years that have none; the database refuses it in a live house.
 */
export async function recordRates(
  work: Pick<Work, 'tx'>,
  origin: 'law' | 'sandbox',
  rates: readonly RateRow[],
): Promise<void> {
  if (rates.length === 0) return;
  const list = sql`${JSON.stringify(rates)}::jsonb`;
  await work.tx.execute(
    origin === 'law' ? sql`select record_law_rates(${list})` : sql`select record_sandbox_rates(${list})`,
  );
}
