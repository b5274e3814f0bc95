/** What was owed in the past and what settled it, debtor by debtor, as the books' ledger has it: for a replay of past months. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';

export type PastDebt = {
  /** The invoice's id, or for one that was paid before we came a name of its own: "entry 91155". */
  readonly id: string;
  readonly number: string;
  readonly debtorId: string;
  readonly day: Day;
  readonly dueDay: Day;
  readonly currency: Currency;
  readonly grossMinor: bigint;
  /** What is left of it today. */
  readonly remainderMinor: bigint;
  /** Null where it was paid before we came: its debtor's country stands for it. */
  readonly market: string | null;
  readonly termsType: string | null;
  readonly termsNumber: number | null;
  /** The payments and credit notes the books match with it, whole, positive. One may settle several. */
  readonly settledBy: readonly { readonly entry: number; readonly day: Day; readonly minor: bigint }[];
};

export type PastPeriod = { readonly from: Day; readonly to: Day };

/** How many debtors had a debt that fell due in the period. */
export async function debtorsWithPastCount(work: Work, period: PastPeriod): Promise<number> {
  const [row] = await work.tx.execute<{ count: number }>(sql`
    select count(*)::int as count from debtors d where d.creditor_id = ${work.creditorId} and ${hadDebt(work, period)}
  `);
  return row!.count;
}

/** The next of them after this one (null: from the first on), in the order of their ids. */
export async function debtorsWithPast(
  work: Work,
  period: PastPeriod,
  after: string | null,
  most: number,
): Promise<string[]> {
  const rows = await work.tx.execute<{ id: string }>(sql`
    select d.id from debtors d
    where d.creditor_id = ${work.creditorId} and (${after}::uuid is null or d.id > ${after}::uuid) and ${hadDebt(work, period)}
    order by d.id limit ${most}
  `);
  return rows.map(({ id }) => id);
}

/** An entry is dated at most half a year before its due day where anybody gives credit. */
function hadDebt({ creditorId }: Work, { from, to }: PastPeriod) {
  return sql`(exists (
      select from customer_numbers n join book_entries e on e.creditor_id = n.creditor_id and e.customer_number = n.number
      where n.creditor_id = ${creditorId} and n.debtor_id = d.id and n.until_at is null and ${debtKinds}
        and e.day >= ${from}::date - 185 and e.day <= ${to}::date)
    or exists (select from invoices i where i.creditor_id = ${creditorId} and i.debtor_id = d.id
      and i.due_day between ${from}::date and ${to}::date and i.gross_minor > 0))`;
}

const debtKinds = sql`e.kind in ('invoice', 'manual-invoice', 'opening') and e.amount_minor > 0`;

/**
 * The debts of these debtors that fell due in the period, oldest first. An invoice the ledger has no line of (the permission
 * may not cover it) comes without what settled it. One whose due day nobody knows is left out.
 */
export async function pastDebtsOf(
  work: Work,
  debtorIds: readonly string[],
  { from, to }: PastPeriod,
): Promise<PastDebt[]> {
  if (debtorIds.length === 0) return [];
  const ids = sql`${`{${debtorIds.join(',')}}`}::uuid[]`;
  const rows = await work.tx.execute<RawDebt>(sql`
    with lines as (
      select i.id, 'entry ' || e.number as name, coalesce(e.invoice_number, e.number::text) as number, coalesce(i.debtor_id, n.debtor_id) as debtor_id,
        coalesce(i.day, e.day) as day, coalesce(i.due_day, e.due_day) as due_day, e.currency, e.amount_minor as gross_minor,
        coalesce(i.remainder_minor, e.remainder_minor) as remainder_minor, i.market, coalesce(i.terms_number, d.terms_number) as terms_number,
        p.settled_by
      from customer_numbers n
        join debtors d on d.creditor_id = n.creditor_id and d.id = n.debtor_id
        join book_entries e on e.creditor_id = n.creditor_id and e.customer_number = n.number
        -- By one key or the other: asked in one condition, every entry is held against every invoice.
        left join lateral (
          select * from invoices x where e.kind = 'invoice' and x.creditor_id = e.creditor_id and x.entry is null and x.number = e.invoice_number
          union all
          select * from invoices x where e.kind <> 'invoice' and x.creditor_id = e.creditor_id and x.entry = e.number
        ) i on true
        left join lateral (
          select jsonb_agg(jsonb_build_object('entry', o.number, 'day', o.day, 'minor', (-o.amount_minor)::text) order by o.day, o.number) as settled_by
          from (
            select m.to_entry as other from book_matches m where m.creditor_id = e.creditor_id and m.from_entry = e.number
            union
            select m.from_entry from book_matches m where m.creditor_id = e.creditor_id and m.to_entry = e.number
          ) pair join book_entries o on o.creditor_id = e.creditor_id and o.number = pair.other and o.amount_minor < 0
        ) p on true
      where n.creditor_id = ${work.creditorId} and n.until_at is null and n.debtor_id = any (${ids}) and ${debtKinds}
        and e.day >= ${from}::date - 185 and e.day <= ${to}::date
      union all
      select i.id, i.number, i.number, i.debtor_id, i.day, i.due_day, i.currency, i.gross_minor, i.remainder_minor, i.market, i.terms_number, null
      from invoices i
      where i.creditor_id = ${work.creditorId} and i.debtor_id = any (${ids}) and i.gross_minor > 0
        and not exists (select from book_entries e where i.entry is null and e.creditor_id = i.creditor_id and e.kind = 'invoice'
          and e.invoice_number = i.number)
        and not exists (select from book_entries e where e.creditor_id = i.creditor_id and e.number = i.entry)
    )
    select lines.*, t.type as terms_type from lines
      left join payment_terms t on t.creditor_id = ${work.creditorId} and t.number = lines.terms_number
    where due_day between ${from}::date and ${to}::date and debtor_id = any (${ids})
    order by debtor_id, due_day, name
  `);
  return rows.map((row) => ({
    id: row.id ?? row.name,
    number: row.number,
    debtorId: row.debtor_id,
    day: row.day,
    dueDay: row.due_day,
    currency: row.currency,
    grossMinor: BigInt(row.gross_minor),
    remainderMinor: BigInt(row.remainder_minor),
    market: row.market,
    termsType: row.terms_type,
    termsNumber: row.terms_number,
    settledBy: (row.settled_by ?? []).map((each) => ({ ...each, minor: BigInt(each.minor) })),
  }));
}

type RawDebt = {
  id: string | null;
  name: string;
  number: string;
  debtor_id: string;
  day: Day;
  due_day: Day;
  currency: Currency;
  gross_minor: string;
  remainder_minor: string;
  market: string | null;
  terms_number: number | null;
  terms_type: string | null;
  settled_by: { entry: number; day: Day; minor: string }[] | null;
};
