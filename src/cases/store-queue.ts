/** The queue as a person reads it. Letters are made elsewhere; nothing here writes. */
import { type SQL, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { HoldKind } from '../ladder/facts.ts';
import type { Channel, RungKey } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import type { QueueFilter, QueueSort, QueueTab, SalesPerson } from './queue-filter.ts';
import type { ProposalStatus } from './store-proposals.ts';
import { fits, inTab, isOpen, owned, reason } from './store-queue-filter.ts';

/** A guard's answer as it was stored: an instant is text there. */
export type StoredAnswer = {
  readonly guard: string;
  readonly group: string;
  readonly verdict: {
    readonly kind: 'go' | 'wait' | 'ask' | 'stop';
    readonly note?: string | null;
    readonly until?: string;
    readonly detail?: Readonly<Record<string, string | number>>;
  };
};

export type QueueRow = {
  readonly id: string;
  readonly caseId: string;
  readonly debtorId: string;
  readonly debtorName: string;
  readonly currency: Currency;
  readonly rung: RungKey;
  readonly nth: number;
  readonly status: ProposalStatus;
  readonly totalMinor: bigint;
  readonly oldestDueDay: Day;
  /** By which road it goes; its address or number there. */
  readonly channel: Channel;
  readonly recipient: string | null;
  readonly hash: string;
  readonly leavesAt: Date | null;
  readonly headsUpAt: Date | null;
  /** Approved by a yes to its rung, not to this letter alone. */
  readonly byStandingYes?: boolean;
  /** Every answer of the latest asking, in order of precedence. */
  readonly answers: readonly StoredAnswer[];
  readonly askedAt: Date | null;
  /** What rests the debtor now; newer than the answers where somebody has just put it there. */
  readonly holds: readonly { readonly kind: HoldKind; readonly since: Date; readonly until: Day | null }[];
};

export type QueueQuestion = {
  readonly tab: QueueTab;
  readonly filter: QueueFilter;
  readonly sort: QueueSort;
  readonly offset: number;
  readonly most: number;
};

/** A page of the queue. Which letters are on it is found first; only those are looked at closely. */
export async function queueRows(work: Work, question: QueueQuestion): Promise<QueueRow[]> {
  const { tab, filter, sort, offset, most } = question;
  const rows = await work.tx.execute<RawRow>(sql`
    with page as materialized (
      select p.id, row_number() over (order by ${orders[sort]}) as place from proposals p ${sort === 'debtor' ? joinDebtor : sql``}
      where p.creditor_id = ${work.creditorId} and ${inTab(tab)} and ${fits(filter)}
      order by ${orders[sort]} offset ${offset} limit ${most}
    )
    select ${columns} from page join proposals p on p.creditor_id = ${work.creditorId} and p.id = page.id ${joins} order by page.place
  `);
  return rows.map(asRow);
}

/** One letter that is open, or null when it is not, or not this person's to see. */
export async function queueRow(work: Work, id: string, salesPerson: SalesPerson): Promise<QueueRow | null> {
  const rows = await work.tx.execute<RawRow>(sql`
    select ${columns} from proposals p ${joins}
    where p.creditor_id = ${work.creditorId} and p.id = ${id} and ${isOpen} and ${owned(salesPerson)}
  `);
  return rows[0] ? asRow(rows[0]) : null;
}

/** The letters that are open for one debtor. */
export async function queueRowsOfDebtor(work: Work, debtorId: string): Promise<QueueRow[]> {
  const rows = await work.tx.execute<RawRow>(sql`
    select ${columns} from proposals p ${joins}
    where p.creditor_id = ${work.creditorId} and p.debtor_id = ${debtorId} and ${isOpen}
  `);
  return rows.map(asRow);
}

/** Which letters wait for a yes, with the fingerprint each has now: what is offered to be approved in one act. */
export async function waitingLetters(work: Work, filter: QueueFilter): Promise<{ id: string; hash: string }[]> {
  const rows = await work.tx.execute<{ id: string; hash: string }>(sql`
    select p.id, p.hash from proposals p
    where p.creditor_id = ${work.creditorId} and ${inTab('waiting')} and ${fits(filter)} order by p.id
  `);
  return rows.map(({ id, hash }) => ({ id, hash }));
}

export type QueueCounts = {
  readonly [tab in QueueTab]: number;
} & { /** When the next letter leaves that has a yes; null when none has. */ readonly nextLeavesAt: Date | null };

/** How many letters fit on each tab. A reason narrows what is held and nothing else. */
export async function queueCounts(work: Work, filter: QueueFilter): Promise<QueueCounts> {
  const byReason = filter.reason === null ? sql`true` : sql`${reason} = ${filter.reason}`;
  const [row] = await work.tx.execute<{ waiting: number; leaving: number; held: number; next: string | null }>(sql`
    select count(*) filter (where p.status = 'waiting')::int as waiting,
      count(*) filter (where p.status in ('approved', 'sending'))::int as leaving,
      count(*) filter (where p.status = 'held' and ${byReason})::int as held,
      min(p.leaves_at) filter (where p.status = 'approved') as next
    from proposals p where p.creditor_id = ${work.creditorId} and ${isOpen} and ${fits({ ...filter, reason: null })}
  `);
  const { waiting, leaving, held, next } = row!;
  return { waiting, leaving, held, nextLeavesAt: next === null ? null : new Date(next) };
}

/** How many letters wait for a yes. */
export async function waitingCount(work: Work, salesPerson: SalesPerson): Promise<number> {
  const [row] = await work.tx.execute<{ count: number }>(sql`
    select count(*)::int as count from proposals p
    where p.creditor_id = ${work.creditorId} and p.status = 'waiting' and ${owned(salesPerson)}
  `);
  return row!.count;
}

/** What open letters there are to choose between. */
export type QueueChoices = {
  readonly rungs: readonly string[];
  readonly currencies: readonly Currency[];
  /** Employees' numbers in the books; null stands for customers of nobody. */
  readonly reps: readonly (number | null)[];
  /** Why letters are held, the commonest first. */
  readonly reasons: readonly { readonly reason: string; readonly letters: number }[];
};

export async function queueChoices(work: Work, salesPerson: SalesPerson): Promise<QueueChoices> {
  const mine = sql`p.creditor_id = ${work.creditorId} and ${isOpen} and ${owned(salesPerson)}`;
  const kinds = await work.tx.execute<{ rung: string; currency: Currency; rep: number | null }>(sql`
    select distinct p.rung, p.currency, d.sales_person_number as rep from proposals p ${joinDebtor} where ${mine}
  `);
  const reasons = await work.tx.execute<{ reason: string | null; letters: number }>(sql`
    select ${reason} as reason, count(*)::int as letters from proposals p where ${mine} and p.status = 'held'
    group by 1 order by 2 desc, 1
  `);
  return {
    rungs: [...new Set(kinds.map((kind) => kind.rung))],
    currencies: [...new Set(kinds.map((kind) => kind.currency))].sort(),
    reps: [...new Set(kinds.map((kind) => kind.rep))].sort((a, b) => (a ?? 0) - (b ?? 0)),
    reasons: reasons.flatMap(({ reason, letters }) => (reason === null ? [] : [{ reason, letters }])),
  };
}

export type NextLook = { readonly day: Day; readonly debtorName: string };

/** The first day after today on which a debt is looked at again, and whose it is; null when none will be. */
export async function nextLook(work: Work, today: Day, salesPerson: SalesPerson): Promise<NextLook | null> {
  const [row] = await work.tx.execute<{ look_again_on: string; name: string }>(sql`
    select p.look_again_on, d.name from positions p
      join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
    where p.creditor_id = ${work.creditorId} and p.look_again_on > ${today}::date and p.settled_at is null
      and (${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)
    order by p.look_again_on, d.name limit 1
  `);
  return row ? { day: row.look_again_on, debtorName: row.name } : null;
}

const orders: { readonly [sort in QueueSort]: SQL } = {
  leaves: sql`p.leaves_at nulls last, p.total_minor desc, p.id`,
  sum: sql`p.currency, p.total_minor desc, p.id`,
  late: sql`p.oldest_due_day, p.total_minor desc, p.id`,
  debtor: sql`lower(d.name), p.total_minor desc, p.id`,
};

const joinDebtor = sql`join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id`;

const columns = sql`p.id, p.case_id, p.debtor_id, d.name as debtor_name, p.currency, p.rung, p.nth, p.status, p.total_minor, p.channel, p.recipient, p.hash,
  p.leaves_at, p.heads_up_at, p.oldest_due_day, v.answers, v.at as asked_at, h.holds,
  exists (select from approvals a where a.creditor_id = p.creditor_id and a.proposal_id = p.id and a.ended_at is null
    and a.standing_id is not null) as by_standing_yes`;

const joins = sql`
  join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
  left join lateral (
    select x.answers, x.at from verdicts x
    where x.creditor_id = p.creditor_id and x.proposal_id = p.id order by x.at desc limit 1
  ) v on true
  left join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('kind', x.kind, 'since', x.since, 'until', x.until)), '[]') as holds from holds x
    where x.creditor_id = p.creditor_id and x.debtor_id = p.debtor_id and x.ended_at is null
  ) h on true`;

type RawRow = {
  id: string;
  case_id: string;
  debtor_id: string;
  debtor_name: string;
  currency: Currency;
  rung: RungKey;
  nth: number;
  status: ProposalStatus;
  total_minor: string;
  channel: Channel;
  recipient: string | null;
  hash: string;
  leaves_at: string | null;
  heads_up_at: string | null;
  oldest_due_day: string;
  answers: StoredAnswer[] | null;
  asked_at: string | null;
  by_standing_yes: boolean;
  holds: { kind: HoldKind; since: string; until: string | null }[];
};

function asRow(row: RawRow): QueueRow {
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return {
    id: row.id,
    caseId: row.case_id,
    debtorId: row.debtor_id,
    debtorName: row.debtor_name,
    currency: row.currency,
    rung: row.rung,
    nth: row.nth,
    status: row.status,
    totalMinor: BigInt(row.total_minor),
    oldestDueDay: row.oldest_due_day,
    channel: row.channel,
    recipient: row.recipient,
    hash: row.hash,
    leavesAt: instant(row.leaves_at),
    headsUpAt: instant(row.heads_up_at),
    byStandingYes: row.by_standing_yes,
    answers: row.answers ?? [],
    askedAt: instant(row.asked_at),
    holds: row.holds.map((hold) => ({ kind: hold.kind, since: new Date(hold.since), until: hold.until })),
  };
}
