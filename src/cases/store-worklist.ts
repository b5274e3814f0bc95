/** What asks for a person: holds nobody has looked at, letters a guard asks about, cases whose ladder ends with a person, and those with only our fees left. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { HoldKind } from '../ladder/facts.ts';
import type { Currency } from '../values/money.ts';
import type { SalesPerson } from './queue-filter.ts';

export type Asking = {
  readonly kind: 'hold' | 'letter' | 'handed-over' | 'ours-left' | 'overpaid';
  /** The hold's kind, the guard that asks, or the kind itself. */
  readonly what: HoldKind | string;
  readonly subjectId: string;
  readonly caseId: string;
  readonly debtorName: string;
  readonly currency: Currency;
  /** What hangs on it: the case's open principal, our fees where those alone are left, or what was paid too much. Minor units. */
  readonly minor: bigint;
  /** The same in the creditor's base currency, for ranking. */
  readonly baseMinor: bigint;
  readonly since: Date;
  readonly detail: Readonly<Record<string, string | number>>;
};

/** Everything that asks, in no order. */
export async function readAsking(work: Work, salesPerson: SalesPerson): Promise<Asking[]> {
  const rows = await work.tx.execute<RawAsking>(sql`
    with asking as (${asking(work)})
    select a.kind, a.what, a.subject_id, a.case_id, d.name, c.currency, a.since, a.detail,
      case a.kind when 'ours-left' then ours.minor when 'overpaid' then -credit.minor else coalesce(open.minor, 0) end as minor,
      coalesce(open.base_minor, 0) as base_minor
    from asking a
      join cases c on c.creditor_id = ${work.creditorId} and c.id = a.case_id
      join debtors d on d.creditor_id = c.creditor_id and d.id = c.debtor_id
      left join lateral (
        select sum(i.remainder_minor)::bigint as minor, sum(i.remainder_base_minor)::bigint as base_minor
        from positions p join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
        where p.creditor_id = c.creditor_id and p.case_id = c.id and p.settled_at is null
      ) open on true
      left join lateral (
        select coalesce(sum(e.amount_minor), 0)::bigint as minor from entries e
        where e.creditor_id = c.creditor_id and e.case_id = c.id and e.account in ('fee', 'interest', 'compensation')
      ) ours on true
      left join lateral (
        select coalesce(sum(e.amount_minor), 0)::bigint as minor from entries e
        where e.creditor_id = c.creditor_id and e.case_id = c.id and e.account = 'credit'
      ) credit on true
    where (${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)
  `);
  return rows.map((row) => ({
    kind: row.kind,
    what: row.what,
    subjectId: row.subject_id,
    caseId: row.case_id,
    debtorName: row.name,
    currency: row.currency,
    minor: BigInt(row.minor),
    baseMinor: BigInt(row.base_minor),
    since: new Date(row.since),
    detail: row.detail,
  }));
}

/** How many things ask. */
export async function askingCount(work: Work, salesPerson: SalesPerson): Promise<number> {
  const [row] = await work.tx.execute<{ count: number }>(sql`
    with asking as (${asking(work)})
    select count(*)::int as count from asking a
      join cases c on c.creditor_id = ${work.creditorId} and c.id = a.case_id
      join debtors d on d.creditor_id = c.creditor_id and d.id = c.debtor_id
    where (${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)
  `);
  return row!.count;
}

/** Holds that wait for somebody to look. A pause, a snooze and an insolvency are a person's own word and ask for nothing. */
const askingHolds = sql`('question', 'complaint', 'part-payment', 'credit-note', 'unmatched-money', 'payment-reversed', 'chased-there')`;

/** Guards whose "no" has a hold of its own, or is somebody's deliberate word, or waits for a yes in the queue. */
const otherwiseTold = sql`('no-open-question', 'not-complained', 'no-credit-pending', 'not-paused', 'creditor-allows',
  'creditor-connected', 'admin-said-yes')`;

/**
 * A hold made before its case was opened is shown on the debtor's open case. A letter asks when the "no" that decides it is
 * an "ask"; \`judgeLetter\` stores the first that is neither the hour's nor a person's yes, which the desk shows as holding it.
 */
function asking(work: Work) {
  return sql`
    select 'hold' as kind, h.kind as what, h.id as subject_id, coalesce(h.case_id, o.id) as case_id, h.since, h.details as detail
    from holds h
      left join lateral (
        select k.id from cases k where k.creditor_id = h.creditor_id and k.debtor_id = h.debtor_id and k.closed_at is null
        order by k.opened_at limit 1
      ) o on true
    where h.creditor_id = ${work.creditorId} and h.ended_at is null and h.kind in ${askingHolds} and coalesce(h.case_id, o.id) is not null
    union all
    select 'letter', p.verdict_guard, p.id, p.case_id, p.proposed_at, p.verdict_detail
    from proposals p
    where p.creditor_id = ${work.creditorId} and p.status = 'held' and p.verdict = 'ask'
      and p.verdict_guard not in ${otherwiseTold} and p.verdict_detail ->> 'code' <> 'insolvency'
    union all
    select 'handed-over', 'handed-over', p.case_id, p.case_id, min(p.handed_over_on)::timestamp at time zone k.time_zone, '{}'
    from positions p join creditors k on k.id = p.creditor_id
    where p.creditor_id = ${work.creditorId} and p.handed_over_on is not null and p.settled_at is null and p.case_id is not null
      and not exists (select from holds h where h.creditor_id = p.creditor_id and h.debtor_id = p.debtor_id and h.ended_at is null)
    group by p.case_id, k.time_zone
    union all
    select 'ours-left', 'ours-left', c.id, c.id, coalesce(
      (select max(p.settled_at) from positions p where p.creditor_id = c.creditor_id and p.case_id = c.id), c.opened_at), '{}'
    from cases c
    where c.creditor_id = ${work.creditorId} and c.closed_at is null
      and exists (select from positions p where p.creditor_id = c.creditor_id and p.case_id = c.id)
      and not exists (select from positions p where p.creditor_id = c.creditor_id and p.case_id = c.id and p.settled_at is null)
    union all
    select 'overpaid', 'overpaid', c.id, c.id, c.closed_at, '{}'
    from cases c
      join (
        select e.case_id from entries e where e.creditor_id = ${work.creditorId} and e.account = 'credit'
        group by e.case_id having sum(e.amount_minor) < 0
      ) over_paid on over_paid.case_id = c.id
    where c.creditor_id = ${work.creditorId} and c.closed_at is not null`;
}

type RawAsking = {
  kind: Asking['kind'];
  what: string;
  subject_id: string;
  case_id: string;
  name: string;
  currency: Currency;
  minor: string;
  base_minor: string;
  since: string;
  detail: Record<string, string | number>;
};
