/** Cases as a person reads them in a list; open ones first, the longest late on top. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { HoldKind } from '../ladder/facts.ts';
import { isSegment, type Segment } from '../ladder/ladder-choice.ts';
import type { RungKey } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import type { SalesPerson } from './queue-filter.ts';

export type CaseClimb = {
  readonly dueDay: Day;
  readonly climbed: readonly RungKey[];
  readonly skipped?: readonly RungKey[];
  readonly ladderVersion: string | null;
  readonly lastLetterDay: Day | null;
  readonly lastDeadline: Day | null;
  readonly graceDay: Day | null;
};

export type CaseLine = {
  readonly id: string;
  readonly debtorId: string;
  readonly debtorName: string;
  readonly currency: Currency;
  readonly closedAt: Date | null;
  readonly closedWhy: string | null;
  /** What is posted as owed: invoices, fees, interest that has been claimed. Interest that runs comes on top. */
  readonly owedMinor: bigint;
  readonly oldestDueDay: Day | null;
  readonly lastLetter: { readonly rung: RungKey; readonly nth: number; readonly at: Date } | null;
  readonly openLetter: { readonly status: string; readonly guard: string | null } | null;
  readonly holds: readonly { readonly kind: HoldKind; readonly since: Date; readonly until: Day | null }[];
  readonly leftOut: boolean;
  readonly segment: Segment;
  /** The invoices not settled yet, for working out what comes next. */
  readonly climbs: readonly CaseClimb[];
};

export type CaseListQuestion = {
  readonly salesPerson: SalesPerson;
  /** Part of a debtor's name, a customer number or an invoice number; '' for all. */
  readonly search: string;
  readonly offset: number;
  readonly most: number;
};

export async function caseLines(work: Work, question: CaseListQuestion): Promise<CaseLine[]> {
  const { salesPerson, search, offset, most } = question;
  const rows = await work.tx.execute<RawLine>(sql`
    select c.id, c.debtor_id, d.name, c.currency, c.closed_at, c.closed_why, owed.minor, o.due_day, o.climbs, l.rung as sent_rung, l.nth as sent_nth, l.sent_at,
      q.status as open_status, q.verdict_guard as open_guard, h.holds, coalesce((s.value ->> 'out')::boolean, false) as left_out, g.value ->> 'segment' as segment
    from cases c
      join debtors d on d.creditor_id = c.creditor_id and d.id = c.debtor_id
      left join lateral (
        select min(i.due_day) as due_day, coalesce(jsonb_agg(jsonb_build_object('dueDay', i.due_day, 'climbed', p.climbed, 'ladderVersion', p.ladder_version,
          'skipped', (select coalesce(jsonb_agg(k.rung), '[]') from skipped_rungs k
            where k.creditor_id = p.creditor_id and k.invoice_id = p.invoice_id and k.run = p.run),
          'lastLetterDay', p.last_letter_day, 'lastDeadline', p.last_deadline, 'graceDay', g.day))
          filter (where i.id is not null and lo.id is null), '[]') as climbs
        from positions p join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
          left join grace_days g on g.creditor_id = p.creditor_id and g.invoice_id = p.invoice_id and g.ended_at is null
          left join left_out_invoices lo on lo.creditor_id = p.creditor_id and lo.invoice_id = p.invoice_id and lo.ended_at is null
        where p.creditor_id = c.creditor_id and p.case_id = c.id and p.settled_at is null
      ) o on true
      left join lateral (
        select coalesce(sum(e.amount_minor), 0)::bigint as minor from entries e
        where e.creditor_id = c.creditor_id and e.case_id = c.id
          and e.account in ('principal', 'fee', 'interest', 'compensation', 'credit')
      ) owed on true
      left join lateral (
        select x.rung, x.nth, x.sent_at from proposals x
        where x.creditor_id = c.creditor_id and x.case_id = c.id and x.status = 'sent' order by x.sent_at desc limit 1
      ) l on true
      left join lateral (
        select x.status, x.verdict_guard from proposals x
        where x.creditor_id = c.creditor_id and x.case_id = c.id and x.status in ('waiting', 'held', 'approved', 'sending') limit 1
      ) q on true
      left join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('kind', x.kind, 'since', x.since, 'until', x.until)), '[]') as holds from holds x
        where x.creditor_id = c.creditor_id and x.debtor_id = c.debtor_id and x.ended_at is null
      ) h on true
      left join lateral (
        select x.value from debtor_settings x
        where x.creditor_id = c.creditor_id and x.debtor_id = c.debtor_id and x.kind = 'left-out' order by x.from_at desc limit 1
      ) s on true
      left join lateral (
        select x.value from debtor_settings x
        where x.creditor_id = c.creditor_id and x.debtor_id = c.debtor_id and x.kind = 'segment' order by x.from_at desc, x.seq desc limit 1
      ) g on true
    where c.creditor_id = ${work.creditorId} and ${owned(salesPerson)} and ${found(search)}
    order by c.closed_at desc nulls first, o.due_day nulls last, c.id offset ${offset} limit ${most}
  `);
  return rows.map(asLine);
}

export async function caseCount(work: Work, salesPerson: SalesPerson): Promise<{ open: number; all: number }> {
  const [row] = await work.tx.execute<{ open: number; all: number }>(sql`
    select count(*) filter (where c.closed_at is null)::int as open, count(*)::int as all
    from cases c join debtors d on d.creditor_id = c.creditor_id and d.id = c.debtor_id
    where c.creditor_id = ${work.creditorId} and ${owned(salesPerson)}
  `);
  return row!;
}

/** Is this a case among this person's debtors? */
export async function isCaseOf(work: Work, caseId: string, salesPerson: SalesPerson): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    select from cases c join debtors d on d.creditor_id = c.creditor_id and d.id = c.debtor_id
    where c.creditor_id = ${work.creditorId} and c.id = ${caseId} and ${owned(salesPerson)}
  `);
  return rows.length > 0;
}

function owned(salesPerson: SalesPerson) {
  return sql`(${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)`;
}

function found(search: string) {
  if (search === '') return sql`true`;
  const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`(d.name ilike ${like}
    or exists (select from customer_numbers n where n.creditor_id = d.creditor_id and n.debtor_id = d.id and n.until_at is null and n.number = ${search})
    or exists (select from positions p join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
      where p.creditor_id = c.creditor_id and p.case_id = c.id and i.number = ${search}))`;
}

type RawLine = {
  id: string;
  debtor_id: string;
  name: string;
  currency: Currency;
  closed_at: string | null;
  closed_why: string | null;
  minor: string;
  due_day: string | null;
  climbs: CaseClimb[];
  sent_rung: RungKey | null;
  sent_nth: number | null;
  sent_at: string | null;
  open_status: string | null;
  open_guard: string | null;
  holds: { kind: HoldKind; since: string; until: string | null }[];
  left_out: boolean;
  segment: string | null;
};

function asLine(row: RawLine): CaseLine {
  return {
    id: row.id,
    debtorId: row.debtor_id,
    debtorName: row.name,
    currency: row.currency,
    closedAt: row.closed_at === null ? null : new Date(row.closed_at),
    closedWhy: row.closed_why,
    owedMinor: BigInt(row.minor),
    oldestDueDay: row.due_day,
    lastLetter:
      row.sent_rung && row.sent_at ? { rung: row.sent_rung, nth: row.sent_nth ?? 1, at: new Date(row.sent_at) } : null,
    openLetter: row.open_status === null ? null : { status: row.open_status, guard: row.open_guard },
    holds: row.holds.map((hold) => ({ ...hold, since: new Date(hold.since) })),
    leftOut: row.left_out,
    segment: isSegment(row.segment) ? row.segment : 'normal',
    climbs: row.climbs,
  };
}
