import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { counterAccounts, debtorAccounts } from './accounts.ts';

export type LooseTransactions = {
  /** Transactions that are written and announced, and wait for their link. */
  readonly waiting: number;
  /** A transaction that is neither linked nor announced; one with two links; an announced one that is not there. */
  readonly unlinked: string | null;
  readonly twice: string | null;
  readonly missing: string | null;
  /** A transaction that is not there, and has entries. */
  readonly orphaned: string | null;
};

/** How transactions, entries, links and announcements fit together over the creditor's whole ledger, set beside set. */
export async function looseTransactions(work: Work): Promise<LooseTransactions> {
  const mine = sql`where creditor_id = ${work.creditorId}`;
  const standing = sql`select id from transactions ${mine}`;
  const linked = sql`select transaction_id from ledger_chain ${mine}`;
  const announced = sql`select transaction_id from ledger_unchained ${mine}`;
  const entered = sql`select transaction_id from entries ${mine}`;
  const [row] = await work.tx.execute<Record<keyof LooseTransactions, string | null>>(sql`
    select
      (select count(*) from (${announced} except ${linked}) waiting) as waiting,
      (select min(id::text) from (${standing} except ${linked} except ${announced}) unlinked) as unlinked,
      (select min(transaction_id::text) from (${linked} group by transaction_id having count(*) > 1) twice) as twice,
      (select min(transaction_id::text) from (${announced} except ${standing}) missing) as missing,
      (select min(transaction_id::text) from (${entered} except ${standing}) orphaned) as orphaned
  `);
  return { ...row!, waiting: Number(row!.waiting) };
}

/** A cause that more than one transaction has. */
export async function causePostedTwice(work: Work): Promise<string | null> {
  const [row] = await work.tx.execute<{ cause: string }>(sql`
    select cause from transactions where creditor_id = ${work.creditorId}
    group by cause having count(*) > 1 order by 1 limit 1
  `);
  return row?.cause ?? null;
}

export type CaseSums = { readonly owedMinor: bigint; readonly otherMinor: bigint };

/** What the database adds up for each case: the debtor's side, and the other side. */
export async function caseSums(work: Work): Promise<Map<string, CaseSums>> {
  const rows = await work.tx.execute<{ case_id: string; owed: string | null; other: string | null }>(sql`
    select case_id, sum(amount_minor) filter (where account = any (${listed(debtorAccounts)})) as owed,
      sum(amount_minor) filter (where account = any (${listed(counterAccounts)})) as other
    from entries where creditor_id = ${work.creditorId} group by case_id
  `);
  return new Map(
    rows.map((row) => [row.case_id, { owedMinor: BigInt(row.owed ?? 0), otherMinor: BigInt(row.other ?? 0) }]),
  );
}

function listed(words: readonly string[]) {
  return sql`${`{${words.join(',')}}`}::text[]`;
}
