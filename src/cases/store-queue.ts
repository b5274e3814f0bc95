/** The queue as a person reads it. Letters are made elsewhere; nothing here writes. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { nthOf } from '../ladder/climb.ts';
import type { HoldKind } from '../ladder/facts.ts';
import type { RungKey } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import type { ProposalStatus } from './store-proposals.ts';

/** Waiting: for a yes. Leaving: an admin has said yes. Held: something stands in the way. */
export const queueTabs = ['waiting', 'leaving', 'held'] as const;
export type QueueTab = (typeof queueTabs)[number];

/** Whose debtors: null is everybody's, else only those of the employee with this number in the books. */
export type SalesPerson = number | null;

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
  readonly recipient: string | null;
  readonly hash: string;
  readonly leavesAt: Date | null;
  readonly headsUpAt: Date | null;
  /** Every answer of the latest asking, in order of precedence. */
  readonly answers: readonly StoredAnswer[];
  readonly askedAt: Date | null;
  /** What rests the debtor now; newer than the answers where somebody has just put it there. */
  readonly holds: readonly { readonly kind: HoldKind; readonly since: Date; readonly until: Day | null }[];
};

export type QueueQuestion = {
  readonly tab: QueueTab;
  readonly salesPerson: SalesPerson;
  /** Part of a debtor's name, a customer number or an invoice number; '' for all. */
  readonly search: string;
  readonly offset: number;
  readonly most: number;
};

/** A page of the queue: what leaves first comes first, then the largest sum. */
export async function queueRows(work: Work, question: QueueQuestion): Promise<QueueRow[]> {
  const { tab, salesPerson, search, offset, most } = question;
  const rows = await work.tx.execute<RawRow>(sql`
    select ${columns} from proposals p ${joins}
    where p.creditor_id = ${work.creditorId} and ${statusesOf(tab)} and ${owned(salesPerson)} and ${found(search)}
    order by p.leaves_at nulls last, p.total_minor desc, p.id offset ${offset} limit ${most}
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

export type LetterWhy = {
  readonly invoiceNumber: string;
  readonly dueDay: Day;
  readonly rung: RungKey;
  readonly nth: number;
  /** The ladder by which the letter before went; null before the first one. */
  readonly ladderVersion: string | null;
  readonly earlierRung: RungKey | null;
  readonly earlierNth: number;
  readonly earlierLetterDay: Day | null;
  readonly earlierDeadline: Day | null;
};

/** Where each invoice on a letter stood before it, oldest due first: why this rung now. */
export async function readLetterWhy(work: Work, proposalId: string): Promise<LetterWhy[]> {
  const rows = await work.tx.execute<{
    number: string;
    due_day: string;
    rung: RungKey;
    nth: number;
    earlier_ladder_version: string | null;
    earlier_rung: RungKey | null;
    climbed: RungKey[];
    earlier_letter_day: string | null;
    earlier_deadline: string | null;
  }>(sql`
    select i.number, i.due_day, l.rung, l.nth, l.earlier_ladder_version, l.earlier_rung, p.climbed, l.earlier_letter_day, l.earlier_deadline from proposal_lines l
      join positions p on p.creditor_id = l.creditor_id and p.invoice_id = l.invoice_id
      join invoices i on i.creditor_id = l.creditor_id and i.id = l.invoice_id
    where l.creditor_id = ${work.creditorId} and l.proposal_id = ${proposalId} order by i.due_day, i.number
  `);
  return rows.map((row) => ({
    invoiceNumber: row.number,
    dueDay: row.due_day,
    rung: row.rung,
    nth: row.nth,
    ladderVersion: row.earlier_ladder_version,
    earlierRung: row.earlier_rung,
    earlierNth: row.earlier_rung === null ? 1 : nthOf(row.earlier_rung, row.climbed),
    earlierLetterDay: row.earlier_letter_day,
    earlierDeadline: row.earlier_deadline,
  }));
}

/** Is there, or was there, such a letter among this person's debtors? */
export async function isLetterOf(work: Work, id: string, salesPerson: SalesPerson): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    select from proposals p join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
    where p.creditor_id = ${work.creditorId} and p.id = ${id} and ${owned(salesPerson)}
  `);
  return rows.length > 0;
}

export type QueueCounts = {
  readonly [tab in QueueTab]: number;
} & { /** When the next letter leaves that has a yes; null when none has. */ readonly nextLeavesAt: Date | null };

export async function queueCounts(work: Work, salesPerson: SalesPerson): Promise<QueueCounts> {
  const [row] = await work.tx.execute<{ waiting: number; leaving: number; held: number; next: string | null }>(sql`
    select count(*) filter (where p.status = 'waiting')::int as waiting,
      count(*) filter (where p.status in ('approved', 'sending'))::int as leaving,
      count(*) filter (where p.status = 'held')::int as held,
      min(p.leaves_at) filter (where p.status = 'approved') as next
    from proposals p join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
    where p.creditor_id = ${work.creditorId} and ${isOpen} and ${owned(salesPerson)}
  `);
  const { waiting, leaving, held, next } = row!;
  return { waiting, leaving, held, nextLeavesAt: next === null ? null : new Date(next) };
}

export type NextLook = { readonly day: Day; readonly debtorName: string };

/** The first day after today on which a debt is looked at again, and whose it is; null when none will be. */
export async function nextLook(work: Work, today: Day, salesPerson: SalesPerson): Promise<NextLook | null> {
  const [row] = await work.tx.execute<{ look_again_on: string; name: string }>(sql`
    select p.look_again_on, d.name from positions p
      join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
    where p.creditor_id = ${work.creditorId} and p.look_again_on > ${today}::date and p.settled_at is null and ${owned(salesPerson)}
    order by p.look_again_on, d.name limit 1
  `);
  return row ? { day: row.look_again_on, debtorName: row.name } : null;
}

/** The latest asking of a proposal, open or ended. */
export async function latestAnswers(
  work: Work,
  caseId: string,
): Promise<{
  readonly at: Date;
  readonly rung: RungKey;
  readonly nth: number;
  readonly answers: StoredAnswer[];
} | null> {
  const [row] = await work.tx.execute<{ at: string; rung: RungKey; nth: number; answers: StoredAnswer[] }>(sql`
    select v.at, p.rung, p.nth, v.answers from proposals p
      join verdicts v on v.creditor_id = p.creditor_id and v.proposal_id = p.id
    where p.creditor_id = ${work.creditorId} and p.case_id = ${caseId} order by v.at desc, p.proposed_at desc limit 1
  `);
  return row ? { at: new Date(row.at), rung: row.rung, nth: row.nth, answers: row.answers } : null;
}

const isOpen = sql`p.status in ('waiting', 'held', 'approved', 'sending')`;

function statusesOf(tab: QueueTab) {
  if (tab === 'leaving') return sql`p.status in ('approved', 'sending')`;
  return sql`p.status = ${tab}`;
}

function owned(salesPerson: SalesPerson) {
  return sql`(${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)`;
}

function found(search: string) {
  if (search === '') return sql`true`;
  const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`(d.name ilike ${like}
    or exists (select from customer_numbers n where n.creditor_id = d.creditor_id and n.debtor_id = d.id and n.until_at is null and n.number = ${search})
    or exists (select from proposal_lines l join invoices i on i.creditor_id = l.creditor_id and i.id = l.invoice_id
      where l.creditor_id = p.creditor_id and l.proposal_id = p.id and i.number = ${search}))`;
}

const columns = sql`p.id, p.case_id, p.debtor_id, d.name as debtor_name, p.currency, p.rung, p.nth, p.status, p.total_minor, p.recipient, p.hash,
  p.leaves_at, p.heads_up_at, o.due_day, v.answers, v.at as asked_at, h.holds`;

const joins = sql`
  join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
  left join lateral (
    select min(i.due_day) as due_day from proposal_lines l
      join invoices i on i.creditor_id = l.creditor_id and i.id = l.invoice_id
    where l.creditor_id = p.creditor_id and l.proposal_id = p.id
  ) o on true
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
  recipient: string | null;
  hash: string;
  leaves_at: string | null;
  heads_up_at: string | null;
  due_day: string;
  answers: StoredAnswer[] | null;
  asked_at: string | null;
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
    oldestDueDay: row.due_day,
    recipient: row.recipient,
    hash: row.hash,
    leavesAt: instant(row.leaves_at),
    headsUpAt: instant(row.heads_up_at),
    answers: row.answers ?? [],
    askedAt: instant(row.asked_at),
    holds: row.holds.map((hold) => ({ kind: hold.kind, since: new Date(hold.since), until: hold.until })),
  };
}
