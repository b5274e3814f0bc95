/** The backlog: invoices that are overdue and have had no letter from us, as an admin decides about them. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';

export type BacklogNumbers = {
  readonly invoices: number;
  readonly debtors: number;
  readonly sums: readonly { readonly currency: Currency; readonly minor: bigint }[];
  readonly oldestDueDay: Day | null;
};

/** Which of the backlog is counted: all of it, what falls due after a day, or what is not left out. */
export type BacklogPart =
  | { readonly kind: 'all' }
  | { readonly kind: 'due-after'; readonly day: Day }
  | { readonly kind: 'taken-in' };

/** Overdue, open, and never written about. What a member left out for a reason of its own is no backlog. */
function backlog(work: Work, today: Day) {
  return sql`positions p join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
      left join left_out_invoices l on l.creditor_id = p.creditor_id and l.invoice_id = p.invoice_id and l.ended_at is null
    where p.creditor_id = ${work.creditorId} and p.settled_at is null and p.last_rung is null and i.remainder_minor > 0
      and i.due_day < ${today}::date and coalesce(l.why, 'backlog') = 'backlog'`;
}

export async function backlogNumbers(work: Work, today: Day, part: BacklogPart): Promise<BacklogNumbers> {
  const counted =
    part.kind === 'all'
      ? sql`true`
      : part.kind === 'due-after'
        ? sql`i.due_day > ${part.day}::date`
        : sql`l.invoice_id is null`;
  const rows = await work.tx.execute<{
    currency: Currency | null;
    invoices: number;
    debtors: number;
    minor: string;
    oldest: string | null;
  }>(sql`
    select i.currency, count(*)::int as invoices, count(distinct p.debtor_id)::int as debtors, coalesce(sum(i.remainder_minor), 0)::bigint as minor,
      min(i.due_day) as oldest
    from ${backlog(work, today)} and ${counted} group by grouping sets ((), (i.currency)) order by minor desc
  `);
  const whole = rows.find((row) => row.currency === null);
  return {
    invoices: whole?.invoices ?? 0,
    debtors: whole?.debtors ?? 0,
    sums: rows.flatMap(({ currency, minor }) => (currency === null ? [] : [{ currency, minor: BigInt(minor) }])),
    oldestDueDay: whole?.oldest ?? null,
  };
}

export type BacklogLine = {
  readonly invoiceId: string;
  readonly number: string;
  readonly debtorName: string;
  readonly dueDay: Day;
  readonly currency: Currency;
  readonly minor: bigint;
  readonly leftOut: boolean;
};

/** One page of it, oldest due first. */
export async function backlogLines(
  work: Work,
  today: Day,
  { offset, most }: { readonly offset: number; readonly most: number },
): Promise<BacklogLine[]> {
  const rows = await work.tx.execute<{
    invoice_id: string;
    number: string;
    name: string;
    due_day: string;
    currency: Currency;
    minor: string;
    left_out: boolean;
  }>(sql`
    select b.*, d.name from (
      select p.creditor_id, p.invoice_id, p.debtor_id, i.number, i.due_day, i.currency, i.remainder_minor as minor, l.id is not null as left_out
      from ${backlog(work, today)} order by i.due_day, i.number, i.id offset ${offset} limit ${most}
    ) b join debtors d on d.creditor_id = b.creditor_id and d.id = b.debtor_id order by b.due_day, b.number, b.invoice_id
  `);
  return rows.map((row) => ({
    invoiceId: row.invoice_id,
    number: row.number,
    debtorName: row.name,
    dueDay: row.due_day,
    currency: row.currency,
    minor: BigInt(row.minor),
    leftOut: row.left_out,
  }));
}

/** The ids of the part that falls due up to `day` and is in, and of the part after it that was left out. `null`: everything is after it. */
export async function backlogApart(
  work: Work,
  today: Day,
  day: Day | null,
): Promise<{ readonly older: string[]; readonly newerLeftOut: string[] }> {
  const rows = await work.tx.execute<{ invoice_id: string; older: boolean }>(sql`
    select p.invoice_id, coalesce(i.due_day <= ${day}::date, false) as older
    from ${backlog(work, today)} and (l.invoice_id is not null) <> coalesce(i.due_day <= ${day}::date, false)
  `);
  return {
    older: rows.filter((row) => row.older).map((row) => row.invoice_id),
    newerLeftOut: rows.filter((row) => !row.older).map((row) => row.invoice_id),
  };
}

/** Which of these belong to the backlog at all: a form may name anything. */
export async function amongBacklog(work: Work, today: Day, invoiceIds: readonly string[]): Promise<string[]> {
  const rows = await work.tx.execute<{ invoice_id: string }>(sql`
    select p.invoice_id from ${backlog(work, today)} and p.invoice_id = any (${`{${invoiceIds.join(',')}}`}::uuid[])
  `);
  return rows.map((row) => row.invoice_id);
}

/** The debtors of all of it. */
export async function backlogDebtors(work: Work, today: Day): Promise<string[]> {
  const rows = await work.tx.execute<{ debtor_id: string }>(
    sql`select distinct p.debtor_id from ${backlog(work, today)}`,
  );
  return rows.map((row) => row.debtor_id);
}
