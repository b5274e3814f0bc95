import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { isSegment, type Segment } from '../ladder/ladder-choice.ts';
import type { Day } from '../values/day.ts';

export type DebtorLine = {
  readonly debtorId: string;
  readonly name: string;
  readonly customerNumber: string | null;
  readonly segment: Segment;
  readonly segmentByHand: boolean;
  readonly leftOut: boolean;
  /** Open invoices and claims, credit notes not counted, and what is open of all in base currency, minor units. */
  readonly openCount: number;
  readonly openBaseMinor: bigint;
  readonly oldestDueDay: Day | null;
};

export type DebtorQuestion = {
  readonly salesPerson: number | null;
  readonly search: string;
  readonly segment: Segment | null;
  readonly offset: number;
  readonly most: number;
};

/** Debtors by name; those the books no longer have are left out. What is owed is reckoned for one page alone. */
export async function debtorLines(work: Work, question: DebtorQuestion): Promise<DebtorLine[]> {
  const rows = await work.tx.execute<{
    id: string;
    name: string;
    number: string | null;
    segment: { segment?: unknown; byHand?: unknown } | null;
    left_out: boolean;
    open_count: number;
    open_base_minor: string;
    oldest_due_day: Day | null;
  }>(sql`
    select d.id, d.name, n.number, d.segment, coalesce((l.value ->> 'out')::boolean, false) as left_out,
      o.open_count, o.open_base_minor, o.oldest_due_day
    from (
      select d.creditor_id, d.id, d.name, s.value as segment from debtors d ${latest('segment', 's')}
      where ${fits(work, question)} order by d.name, d.id offset ${question.offset} limit ${question.most}
    ) d
      ${latest('left-out', 'l')}
      left join lateral (select number from customer_numbers x
        where x.creditor_id = d.creditor_id and x.debtor_id = d.id and x.until_at is null limit 1) n on true
      left join lateral (select count(*) filter (where i.remainder_minor > 0)::int as open_count,
          coalesce(sum(i.remainder_base_minor), 0)::bigint as open_base_minor,
          min(i.due_day) filter (where i.remainder_minor > 0) as oldest_due_day
        from invoices i where i.creditor_id = d.creditor_id and i.debtor_id = d.id and i.remainder_minor <> 0) o on true
    order by d.name, d.id
  `);
  return rows.map((row) => ({
    debtorId: row.id,
    name: row.name,
    customerNumber: row.number,
    segment: isSegment(row.segment?.segment) ? row.segment.segment : 'normal',
    segmentByHand: row.segment?.byHand === true,
    leftOut: row.left_out,
    openCount: row.open_count,
    openBaseMinor: BigInt(row.open_base_minor),
    oldestDueDay: row.oldest_due_day,
  }));
}

/** How many debtors fit, whatever page of them is shown. */
export async function debtorCount(work: Work, question: DebtorQuestion): Promise<number> {
  const [row] = await work.tx.execute<{ count: number }>(sql`
    select count(*)::int as count from debtors d ${question.segment === null ? sql`` : latest('segment', 's')}
    where ${fits(work, question)}
  `);
  return row!.count;
}

/** Is this debtor one of this person's? */
export async function isDebtorOf(work: Work, debtorId: string, salesPerson: number | null): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    select from debtors d where d.creditor_id = ${work.creditorId}::uuid and d.id = ${debtorId}::uuid
      and (${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)
  `);
  return rows.length > 0;
}

/** The latest decision of a kind about each debtor `d`. */
function latest(kind: string, as: 's' | 'l') {
  return sql`left join lateral (select value from debtor_settings x where x.creditor_id = d.creditor_id
    and x.debtor_id = d.id and x.kind = ${kind} order by from_at desc, seq desc limit 1) ${sql.raw(as)} on true`;
}

function fits(work: Work, { salesPerson, search, segment }: DebtorQuestion) {
  const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`d.creditor_id = ${work.creditorId}::uuid and d.gone_at is null
    and (${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)
    and ${segment === null ? sql`true` : sql`coalesce(s.value ->> 'segment', 'normal') = ${segment}`}
    and ${
      search === ''
        ? sql`true`
        : sql`(d.name ilike ${like} or exists (select from customer_numbers n where n.creditor_id = d.creditor_id
            and n.debtor_id = d.id and n.until_at is null and n.number = ${search}))`
    }`;
}
