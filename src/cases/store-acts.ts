import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Channel, RungKey } from '../ladder/rungs.ts';
import type { Currency } from '../values/money.ts';
import type { ProposalStatus } from './store-proposals.ts';

/** The heads-up has gone out: the hold window runs from now, and the letter leaves at the earliest then. */
export async function markHeadsUp(
  work: Work,
  rows: readonly { readonly id: string; readonly leavesAt: Date }[],
): Promise<void> {
  const list = rows.map((row) => ({ id: row.id, leaves_at: row.leavesAt.toISOString() }));
  await work.tx.execute(sql`
    update proposals p set heads_up_at = ${work.now.toISOString()}, leaves_at = r.leaves_at
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r(id uuid, leaves_at timestamptz)
    where p.creditor_id = ${work.creditorId} and p.id = r.id
  `);
}

export type UntoldLetter = {
  readonly id: string;
  readonly hash: string;
  readonly debtorId: string;
  readonly debtorName: string;
  /** Whose customer the debtor is: an employee's number in the books, or null. */
  readonly salesPersonNumber: number | null;
  readonly rung: RungKey;
  readonly nth: number;
  readonly currency: Currency;
  readonly totalMinor: bigint;
  readonly needsYes: boolean;
  readonly channel: Channel;
};

/** Open letters nobody has been told of yet, the most money first, whatever its currency. */
export async function untoldLetters(work: Work): Promise<UntoldLetter[]> {
  const rows = await work.tx.execute<{
    id: string;
    hash: string;
    debtor_id: string;
    name: string;
    rep: number | null;
    rung: RungKey;
    nth: number;
    currency: Currency;
    total_minor: string;
    status: ProposalStatus;
    channel: Channel;
  }>(sql`
    select p.id, p.hash, d.name, p.debtor_id, d.sales_person_number as rep, p.rung, p.nth, p.currency, p.total_minor, p.status, p.channel
    from proposals p
      join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
      join lateral (
        select sum(i.remainder_base_minor) as minor from proposal_lines l
          join invoices i on i.creditor_id = l.creditor_id and i.id = l.invoice_id
        where l.creditor_id = p.creditor_id and l.proposal_id = p.id
      ) base on true
    where p.creditor_id = ${work.creditorId} and p.heads_up_at is null and p.status in ('waiting', 'approved')
    order by base.minor desc nulls last, p.id
  `);
  return rows.map((row) => ({
    id: row.id,
    hash: row.hash,
    debtorId: row.debtor_id,
    debtorName: row.name,
    salesPersonNumber: row.rep,
    rung: row.rung,
    channel: row.channel,
    nth: row.nth,
    currency: row.currency,
    totalMinor: BigInt(row.total_minor),
    needsYes: row.status !== 'approved',
  }));
}

/** When people were last told of letters that are still open; null when none is. */
export async function lastHeadsUp(work: Work): Promise<Date | null> {
  const [row] = await work.tx.execute<{ at: string | null }>(sql`
    select max(heads_up_at) as at from proposals
    where creditor_id = ${work.creditorId} and status in ('waiting', 'held', 'approved', 'sending')
  `);
  return row?.at ? new Date(row.at) : null;
}

/** What an act needs to know of a letter: which it is, what was seen of it, and where it stands. */
export type SeenLetter = {
  readonly id: string;
  readonly caseId: string;
  readonly debtorId: string;
  readonly rung: RungKey;
  readonly nth: number;
  readonly status: ProposalStatus;
  readonly hash: string;
  readonly headsUpAt: Date | null;
  readonly leavesAt: Date | null;
};

/** These letters, in the order of their ids, so that two such acts cannot lock each other; nobody else acts on them until the transaction ends. */
export async function lockLetters(work: Work, ids: readonly string[]): Promise<SeenLetter[]> {
  if (ids.length === 0) return [];
  const rows = await work.tx.execute<{
    id: string;
    case_id: string;
    debtor_id: string;
    rung: RungKey;
    nth: number;
    status: ProposalStatus;
    hash: string;
    heads_up_at: string | null;
    leaves_at: string | null;
  }>(sql`
    select id, case_id, debtor_id, rung, nth, status, hash, heads_up_at, leaves_at from proposals
    where creditor_id = ${work.creditorId} and id = any (${`{${ids.join(',')}}`}::uuid[]) order by id for update
  `);
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    debtorId: row.debtor_id,
    rung: row.rung,
    nth: row.nth,
    status: row.status,
    hash: row.hash,
    headsUpAt: instant(row.heads_up_at),
    leavesAt: instant(row.leaves_at),
  }));
}

/** The yes of whoever acts, and when each letter leaves. The database itself refuses a second yes to one letter. */
export async function approve(
  work: Work,
  letters: readonly { readonly id: string; readonly hash: string; readonly leavesAt: Date }[],
): Promise<void> {
  const rows = letters.map(({ id, hash, leavesAt }) => ({ id, hash, leaves_at: leavesAt.toISOString() }));
  const list = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, hash text, leaves_at timestamptz)`;
  await work.tx.execute(sql`
    insert into approvals (creditor_id, proposal_id, hash, member_id, at)
    select ${work.creditorId}::uuid, r.id, r.hash, ${work.actor.id}::uuid, ${work.now.toISOString()}::timestamptz from ${list}
  `);
  await work.tx.execute(sql`
    update proposals p set status = 'approved', leaves_at = r.leaves_at from ${list}
    where p.creditor_id = ${work.creditorId} and p.id = r.id
  `);
}

export async function setProposalStatus(
  work: Work,
  id: string,
  status: 'waiting' | 'held' | 'approved' | 'sending',
): Promise<void> {
  await work.tx.execute(
    sql`update proposals set status = ${status} where creditor_id = ${work.creditorId} and id = ${id}`,
  );
}

export async function setLeavesAt(work: Work, id: string, leavesAt: Date): Promise<void> {
  await work.tx.execute(
    sql`update proposals set leaves_at = ${leavesAt.toISOString()} where creditor_id = ${work.creditorId} and id = ${id}`,
  );
}

/** A provider has taken the letter. What it said in the end is what stands. */
export async function markSent(work: Work, id: string, at: Date): Promise<void> {
  await work.tx.execute(sql`
    update proposals set status = 'sent', sent_at = ${at.toISOString()}, ended_at = ${at.toISOString()}, look_again_at = null
    where creditor_id = ${work.creditorId} and id = ${id}
  `);
}

/** Approved letters whose time to leave has come, oldest first. */
export async function approvedAndDue(work: Work, most: number): Promise<string[]> {
  const rows = await work.tx.execute<{ id: string }>(sql`
    select id from proposals where creditor_id = ${work.creditorId} and status = 'approved' and leaves_at <= ${work.now.toISOString()}
    order by leaves_at, id limit ${most}
  `);
  return rows.map((row) => row.id);
}

/** When the next approved letter may leave; null when none waits. */
export async function nextLeaving(work: Work): Promise<Date | null> {
  const [row] = await work.tx.execute<{ at: string | null }>(
    sql`select min(leaves_at) as at from proposals where creditor_id = ${work.creditorId} and status = 'approved'`,
  );
  return row?.at ? new Date(row.at) : null;
}

export type DecisionKind =
  | 'language'
  | 'left-out'
  | 'kind'
  | 'address'
  | 'mobile'
  | 'channel'
  | 'solvency'
  | 'shortfall-accepted'
  | 'market'
  | 'contract-rate'
  | 'fee-agreed'
  | 'segment'
  | 'never-fee'
  | 'credit-score'
  | 'relation';

export async function insertDebtorDecision(
  work: Work,
  debtorId: string,
  kind: DecisionKind,
  value: Readonly<Record<string, unknown>>,
): Promise<void> {
  await work.tx.execute(sql`
    insert into debtor_settings (creditor_id, debtor_id, kind, value, from_at, actor_kind, actor_id)
    values (${work.creditorId}, ${debtorId}, ${kind}, ${JSON.stringify(value)}::jsonb, ${work.now.toISOString()}, ${work.actor.kind}, ${work.actor.id})
  `);
}

/** What was decided last of this kind about a debtor; null when nothing was. */
export async function latestDecision(
  work: Work,
  debtorId: string,
  kind: DecisionKind,
): Promise<Record<string, unknown> | null> {
  const [row] = await work.tx.execute<{ value: Record<string, unknown> }>(sql`
    select value from debtor_settings
    where creditor_id = ${work.creditorId} and debtor_id = ${debtorId} and kind = ${kind}
    order by from_at desc, seq desc limit 1
  `);
  return row?.value ?? null;
}

/** The law a member says these debtors' invoices are under; those nobody has said it of are left out. */
export async function marketsSaid(work: Work, debtorIds: readonly string[]): Promise<Map<string, string>> {
  if (debtorIds.length === 0) return new Map();
  const rows = await work.tx.execute<{ debtor_id: string; market: string | null }>(sql`
    select distinct on (debtor_id) debtor_id, value ->> 'market' as market from debtor_settings
    where creditor_id = ${work.creditorId} and kind = 'market' and debtor_id = any (${`{${debtorIds.join(',')}}`}::uuid[])
    order by debtor_id, from_at desc, seq desc
  `);
  return new Map(rows.flatMap(({ debtor_id, market }) => (market === null ? [] : [[debtor_id, market] as const])));
}

export async function markAddressDead(work: Work, address: string, why: string): Promise<void> {
  await work.tx.execute(sql`
    insert into dead_addresses (creditor_id, address, why, since) values (${work.creditorId}, ${address}, ${why}, ${work.now.toISOString()})
    on conflict do nothing
  `);
}
