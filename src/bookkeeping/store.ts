/**
 * Files for the bookkeeper, and the transactions that stand in one or in none yet. It reads across the ledger, cases and the
 * mirror in one statement (README, decisions), and writes its own tables only.
 */
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Account, Reason } from '../ledger/accounts.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { type BookTransaction, postedReasons } from './book-lines.ts';
import { bookkeepingFiles } from './tables.ts';

/** `unfiled`: what stands in no file yet, up to a day. `recorded`: everything that was recorded on these days. */
export type BookQuestion =
  | { readonly kind: 'unfiled'; readonly toDay: Day; readonly most: number | null }
  | { readonly kind: 'recorded'; readonly fromDay: Day; readonly toDay: Day; readonly most: number };

/** Transactions that a bookkeeper posts, oldest recorded first; days are the creditor's. */
export async function bookTransactions(work: Work, question: BookQuestion): Promise<BookTransaction[]> {
  const wanted =
    question.kind === 'unfiled'
      ? sql`b.file_id is null`
      : sql`t.recorded_at >= (${question.fromDay}::date)::timestamp at time zone c.time_zone`;
  const rows = await work.tx.execute<{
    id: string;
    cause: string;
    reason: Reason;
    currency: Currency;
    customer_number: string | null;
    file_number: number | null;
    postings: {
      account: Account;
      invoiceId: string | null;
      invoiceNumber: string | null;
      amount: string;
      valueDay: Day;
    }[];
  }>(sql`
    with asked as (
      select t.id, t.cause, t.reason, t.recorded_at, k.currency, k.debtor_id, f.number as file_number
      from transactions t
        join creditors c on c.id = t.creditor_id
        join cases k on k.creditor_id = t.creditor_id and k.id = t.case_id
        left join bookkeeping_entries b on b.creditor_id = t.creditor_id and b.transaction_id = t.id
        left join bookkeeping_files f on f.creditor_id = b.creditor_id and f.id = b.file_id
      where t.creditor_id = ${work.creditorId} and t.reason = any (${`{${postedReasons.join(',')}}`}::text[]) and ${wanted}
        and t.recorded_at < (${question.toDay}::date + 1)::timestamp at time zone c.time_zone
      order by t.recorded_at, t.id limit ${question.most}
    )
    select a.id, a.cause, a.reason, a.currency, a.file_number, n.number as customer_number,
      json_agg(json_build_object('account', e.account, 'invoiceId', e.invoice_id, 'invoiceNumber', i.number,
        'amount', e.amount_minor::text, 'valueDay', e.value_day) order by i.number, e.account, e.id) as postings
    from asked a
      join entries e on e.creditor_id = ${work.creditorId} and e.transaction_id = a.id
      left join invoices i on i.creditor_id = e.creditor_id and i.id = e.invoice_id
      left join customer_numbers n on n.creditor_id = e.creditor_id and n.debtor_id = a.debtor_id and n.until_at is null
    group by a.id, a.cause, a.reason, a.currency, a.file_number, a.recorded_at, n.number order by a.recorded_at, a.id
  `);
  return rows.map((row) => ({
    id: row.id,
    cause: row.cause,
    reason: row.reason,
    currency: row.currency,
    customerNumber: row.customer_number,
    fileNumber: row.file_number,
    invoiceNumbers: new Map(
      row.postings.flatMap(({ invoiceId, invoiceNumber }) =>
        invoiceId !== null && invoiceNumber !== null ? [[invoiceId, invoiceNumber] as const] : [],
      ),
    ),
    postings: row.postings.map(({ account, invoiceId, amount, valueDay }) => ({
      account,
      invoiceId,
      amountMinor: BigInt(amount),
      valueDay,
    })),
  }));
}

/** One file of a creditor is made at a time: held to the end of the transaction. */
export async function lockFiles(work: Work): Promise<void> {
  await work.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`bookkeeping ${work.creditorId}`}, 0))`);
}

export type NewBookFile = {
  readonly toDay: Day;
  readonly lines: number;
  readonly content: string;
  readonly transactionIds: readonly string[];
};

/** Keeps a file with the transactions that stand in it from now on; under the lock. Its number follows the last one's. */
export async function insertFile(work: Work, file: NewBookFile): Promise<{ id: string; number: number }> {
  const [kept] = await work.tx.execute<{ id: string; number: number }>(sql`
    insert into bookkeeping_files (creditor_id, number, to_day, lines, content, made_at, actor_kind, actor_id)
    select ${work.creditorId}::uuid, coalesce(max(number), 0) + 1, ${file.toDay}::date, ${file.lines}::integer, ${file.content},
      ${work.now.toISOString()}::timestamptz, ${work.actor.kind}, ${work.actor.id}
    from bookkeeping_files where creditor_id = ${work.creditorId}
    returning id, number`);
  await work.tx.execute(sql`
    insert into bookkeeping_entries (creditor_id, transaction_id, file_id)
    select ${work.creditorId}::uuid, id, ${kept!.id}::uuid from unnest(${`{${file.transactionIds.join(',')}}`}::uuid[]) as id`);
  return kept!;
}

export type BookFileRow = {
  readonly id: string;
  readonly number: number;
  readonly toDay: Day;
  readonly lines: number;
  readonly madeAt: Date;
  readonly actorId: string;
};

/** The latest first. */
export async function readFiles(work: Work, most: number): Promise<BookFileRow[]> {
  const { id, number, toDay, lines, madeAt, actorId } = bookkeepingFiles;
  return work.tx
    .select({ id, number, toDay, lines, madeAt, actorId })
    .from(bookkeepingFiles)
    .where(eq(bookkeepingFiles.creditorId, work.creditorId))
    .orderBy(desc(bookkeepingFiles.number))
    .limit(most);
}

export async function readFileContent(work: Work, id: string): Promise<{ number: number; content: string } | null> {
  const [row] = await work.tx
    .select({ number: bookkeepingFiles.number, content: bookkeepingFiles.content })
    .from(bookkeepingFiles)
    .where(and(eq(bookkeepingFiles.creditorId, work.creditorId), eq(bookkeepingFiles.id, id)));
  return row ?? null;
}
