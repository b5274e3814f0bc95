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

/** Every transaction of these cases with its postings, oldest first, by case. */
export async function readTransactions(work: Work, caseIds: readonly string[]): Promise<Map<string, Transaction[]>> {
  const byCase = new Map<string, Transaction[]>(caseIds.map((id) => [id, []]));
  if (caseIds.length === 0) return byCase;
  const rows = await work.tx.execute<{ case_id: string; cause: string; reason: Reason; postings: StoredPosting[] }>(sql`
    select t.case_id, t.cause, t.reason, json_agg(json_build_object('account', e.account, 'invoiceId', e.invoice_id,
      'amount', e.amount_minor::text, 'valueDay', e.value_day)) as postings
    from transactions t join entries e on e.creditor_id = t.creditor_id and e.transaction_id = t.id
    where t.creditor_id = ${work.creditorId} and t.case_id = any (${sqlUuids(caseIds)})
    group by t.id, t.case_id, t.cause, t.reason, t.recorded_at order by t.recorded_at, t.id
  `);
  for (const row of rows) {
    byCase.get(row.case_id)!.push({ cause: row.cause, reason: row.reason, postings: row.postings.map(asPosting) });
  }
  return byCase;
}

type StoredPosting = { account: Account; invoiceId: string | null; amount: string; valueDay: string };

function asPosting(stored: StoredPosting): Posting {
  return {
    account: stored.account,
    invoiceId: stored.invoiceId,
    amountMinor: BigInt(stored.amount),
    valueDay: stored.valueDay,
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
