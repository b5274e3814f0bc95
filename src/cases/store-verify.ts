import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';

/** A case that entries name, or a currency of theirs, that no case of the creditor has. */
export async function caseUnlikeEntries(
  work: Work,
): Promise<{ readonly caseId: string; readonly currency: string } | null> {
  const [row] = await work.tx.execute<{ case_id: string; currency: string }>(sql`
    select case_id, currency from (
      select case_id, currency from entries where creditor_id = ${work.creditorId}
      except select id, currency from cases where creditor_id = ${work.creditorId}
    ) unlike order by 1, 2 limit 1
  `);
  return row ? { caseId: row.case_id, currency: row.currency } : null;
}

export type BooksDiffer = {
  readonly invoiceId: string;
  readonly number: string;
  readonly ledgerMinor: bigint;
  readonly booksMinor: bigint;
};

/**
 * The first invoice of a case whose principal and clearing together are not what the mirror saw last in the books. A credit
 * note's negative rest is no debt, and counts as nothing. Everything is read once: loops would look up row after row in
 * tables that may never have been analyzed.
 */
export async function invoiceUnlikeBooks(work: Work): Promise<BooksDiffer | null> {
  await work.tx.execute(sql`set local enable_nestloop = off`);
  const [row] = await work.tx.execute<{ id: string; number: string; ledger: string; books: string }>(sql`
    select i.id, i.number, coalesce(s.minor, 0) as ledger, greatest(i.remainder_minor, 0) as books
    from positions p
      join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
      left join (
        select e.case_id, e.invoice_id, sum(e.amount_minor) as minor from entries e
        where e.creditor_id = ${work.creditorId} and e.account in ('principal', 'clearing') group by 1, 2
      ) s on s.case_id = p.case_id and s.invoice_id = p.invoice_id
    where p.creditor_id = ${work.creditorId} and p.case_id is not null
      and coalesce(s.minor, 0) <> greatest(i.remainder_minor, 0)
    order by i.number limit 1
  `);
  await work.tx.execute(sql`set local enable_nestloop = on`);
  if (!row) return null;
  return { invoiceId: row.id, number: row.number, ledgerMinor: BigInt(row.ledger), booksMinor: BigInt(row.books) };
}
