/** What asks for a person among cases, holds and letters: one statement, each thing once, with the money that hangs on it. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Currency } from '../values/money.ts';
import type { SalesPerson } from './queue-filter.ts';
import { asking } from './store-asking.ts';
import type { Asking } from './worklist.ts';

/**
 * Everything that asks, in no order. Sums are worked out once for all cases that ask, not case by case: of five thousand,
 * that is the difference between a twentieth of a second and half a one.
 */
export async function readAsking(work: Work, salesPerson: SalesPerson): Promise<Asking[]> {
  const rows = await work.tx.execute<RawAsking>(sql`
    with asking as materialized (${asking(work)}),
    open as materialized (
      select p.case_id, sum(i.remainder_minor)::bigint as minor, sum(i.remainder_base_minor)::bigint as base_minor, min(i.due_day) as due_day
      from positions p join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
      where p.creditor_id = ${work.creditorId} and p.settled_at is null and p.case_id in (select case_id from asking)
      group by p.case_id
    ),
    ours as materialized (
      select e.case_id, sum(e.amount_minor) filter (where e.account <> 'credit')::bigint as minor,
        -sum(e.amount_minor) filter (where e.account = 'credit')::bigint as credit_minor
      from entries e
      where e.creditor_id = ${work.creditorId} and e.account in ('fee', 'interest', 'compensation', 'credit')
        and e.case_id in (select case_id from asking where kind in ('ours-left', 'overpaid'))
      group by e.case_id
    )
    select a.kind, a.what, a.subject_id, a.case_id, d.name, d.sales_person_number as rep, c.currency, a.since, a.detail, open.due_day,
      case a.kind when 'ours-left' then ours.minor when 'overpaid' then ours.credit_minor else open.minor end as minor,
      case when a.kind not in ('ours-left', 'overpaid') then open.base_minor
        when c.currency = k.base_currency then case a.kind when 'ours-left' then ours.minor else ours.credit_minor end end as base_minor
    from asking a
      join creditors k on k.id = ${work.creditorId}
      join cases c on c.creditor_id = k.id and c.id = a.case_id
      join debtors d on d.creditor_id = k.id and d.id = c.debtor_id
      left join open on open.case_id = a.case_id
      left join ours on ours.case_id = a.case_id
    where ${mine(salesPerson)}
  `);
  return rows.map((row) => ({
    kind: row.kind,
    what: row.what,
    subjectId: row.subject_id,
    caseId: row.case_id,
    debtorName: row.name,
    rep: row.rep,
    currency: row.currency,
    minor: BigInt(row.minor ?? 0),
    baseMinor: row.base_minor === null ? null : BigInt(row.base_minor),
    oldestDueDay: row.due_day,
    since: new Date(row.since),
    detail: row.detail,
  }));
}

/** How many things ask. */
export async function askingCount(work: Work, salesPerson: SalesPerson): Promise<number> {
  const whose = sql`
      join cases c on c.creditor_id = ${work.creditorId} and c.id = a.case_id
      join debtors d on d.creditor_id = c.creditor_id and d.id = c.debtor_id
    where ${mine(salesPerson)}`;
  const [row] = await work.tx.execute<{ count: number }>(sql`
    with asking as materialized (${asking(work)})
    select count(*)::int as count from asking a ${salesPerson === null ? sql`` : whose}
  `);
  return row!.count;
}

function mine(salesPerson: SalesPerson) {
  return salesPerson === null ? sql`true` : sql`d.sales_person_number = ${salesPerson}`;
}

type RawAsking = {
  kind: Asking['kind'];
  what: string;
  subject_id: string;
  case_id: string;
  name: string;
  rep: number | null;
  currency: Currency;
  minor: string | null;
  base_minor: string | null;
  due_day: string | null;
  since: string;
  detail: Record<string, string | number>;
};
