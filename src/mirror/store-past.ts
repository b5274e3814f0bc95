import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';

/** What a debt is in the books' ledger, whether an invoice stands behind it or not. */
const debtKinds = sql`e.kind in ('invoice', 'manual-invoice', 'opening') and e.amount_minor > 0`;

/**
 * Entries of paid debts, in their order, that nobody has asked about, from `since` on: those that were there when the first
 * reading was over. A debt that the mirror has open is left out: what settles it is news, and told as news.
 */
export async function nextPastEntries(work: Work, since: Day, most: number): Promise<number[]> {
  await work.tx.execute(sql`
    update mirror_state set past_entry = 0, past_to = last_entry where creditor_id = ${work.creditorId} and past_to is null
  `);
  const rows = await work.tx.execute<{ number: string }>(sql`
    select e.number from book_entries e join mirror_state s on s.creditor_id = e.creditor_id
    where e.creditor_id = ${work.creditorId}::uuid and ${debtKinds} and e.remainder_minor = 0
      and e.number > s.past_entry and e.number <= s.past_to and e.day >= ${since}::date
      and not exists (select from invoices i where i.creditor_id = e.creditor_id and i.remainder_minor <> 0
        and (i.entry = e.number or (e.kind = 'invoice' and i.number = e.invoice_number)))
    order by e.number limit ${most}
  `);
  return rows.map((row) => Number(row.number));
}

/** Debts up to this entry have been asked about. */
export async function keepPastPlace(work: Work, entry: number): Promise<void> {
  await work.tx.execute(sql`update mirror_state set past_entry = ${entry} where creditor_id = ${work.creditorId}`);
}

export type PastDebtRow = {
  readonly debtorId: string;
  readonly dueDay: Day;
  /** The value day of the last payment or credit that settled it; null: it is still owed. */
  readonly paidDay: Day | null;
};

/**
 * What these debtors owed from `since` on and when they paid it, as the books' ledger has it. A debt that is paid, and of
 * which nobody knows when, is left out. An entry belongs to whom its invoice belongs to, else to whoever has its customer
 * number now.
 */
export async function pastDebts(work: Work, debtorIds: readonly string[], since: Day): Promise<PastDebtRow[]> {
  if (debtorIds.length === 0) return [];
  const ids = sql`${`{${debtorIds.join(',')}}`}::uuid[]`;
  const rows = await work.tx.execute<{ debtor_id: string; due_day: Day; paid_day: Day | null }>(sql`
    select debtor_id, due_day, paid_day from (
      select coalesce(i.debtor_id, n.debtor_id) as debtor_id, coalesce(i.due_day, e.due_day) as due_day, p.paid_day,
        coalesce(i.remainder_minor, e.remainder_minor) as remainder_minor
      from customer_numbers n
        join book_entries e on e.creditor_id = n.creditor_id and e.customer_number = n.number
        left join invoices i on i.creditor_id = e.creditor_id
          and case when e.kind = 'invoice' then i.entry is null and i.number = e.invoice_number else i.entry = e.number end
        left join lateral (
          select max(o.day) as paid_day from (
            select m.to_entry as other from book_matches m where m.creditor_id = e.creditor_id and m.from_entry = e.number
            union all
            select m.from_entry from book_matches m where m.creditor_id = e.creditor_id and m.to_entry = e.number
          ) pair join book_entries o on o.creditor_id = e.creditor_id and o.number = pair.other and o.amount_minor < 0
        ) p on true
      where n.creditor_id = ${work.creditorId}::uuid and n.until_at is null and n.debtor_id = any (${ids})
        and ${debtKinds} and e.day >= ${since}::date - 120
    ) debt
    where due_day >= ${since}::date and debtor_id = any (${ids}) and (remainder_minor <> 0 or paid_day is not null)
    order by debtor_id, due_day
  `);
  return rows.map((row) => ({
    debtorId: row.debtor_id,
    dueDay: row.due_day,
    paidDay: row.paid_day,
  }));
}
