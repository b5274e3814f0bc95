/** A yes given once for all letters of a rung, and the letters it is asked for. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { LadderName } from '../ladder/ladder-choice.ts';
import type { RungKey } from '../ladder/rungs.ts';
import { roadKey, type StandingYes } from './standing-yes.ts';

/** Those nobody has taken back, the oldest first. */
export async function readStandingYeses(work: Work): Promise<StandingYes[]> {
  const rows = await work.tx.execute<{
    id: string;
    ladder: LadderName;
    rung: RungKey;
    reads: string;
    member_id: string;
    at: string;
  }>(sql`
    select id, ladder, rung, reads, member_id, at from standing_approvals
    where creditor_id = ${work.creditorId} and ended_at is null order by at, id
  `);
  return rows.map(({ member_id, at, ...row }) => ({ ...row, memberId: member_id, at: new Date(at) }));
}

/** Those in force whose giver is no admin any more. */
export async function standingWithoutAdmin(work: Work): Promise<Pick<StandingYes, 'ladder' | 'rung'>[]> {
  return work.tx.execute<{ ladder: LadderName; rung: RungKey }>(sql`
    select s.ladder, s.rung from standing_approvals s
    where s.creditor_id = ${work.creditorId} and s.ended_at is null and not exists (
      select from members m where m.creditor_id = s.creditor_id and m.id = s.member_id and m.role = 'admin' and m.until is null)
  `);
}

export async function insertStandingYes(
  work: Work,
  { ladder, rung, reads }: Pick<StandingYes, 'ladder' | 'rung' | 'reads'>,
): Promise<string> {
  const [row] = await work.tx.execute<{ id: string }>(sql`
    insert into standing_approvals (creditor_id, ladder, rung, reads, member_id, at)
    values (${work.creditorId}, ${ladder}, ${rung}, ${reads}, ${work.actor.id}, ${work.now.toISOString()}) returning id
  `);
  return row!.id;
}

/** Answers the yes that was ended; null where there was none. */
export async function endStandingYes(
  work: Work,
  ladder: LadderName,
  rung: RungKey,
  why: string,
): Promise<string | null> {
  const [row] = await work.tx.execute<{ id: string }>(sql`
    update standing_approvals set ended_at = ${work.now.toISOString()}, ended_by_kind = ${work.actor.kind},
      ended_by_id = ${work.actor.id}, ended_why = ${why}
    where creditor_id = ${work.creditorId} and ladder = ${ladder} and rung = ${rung} and ended_at is null returning id
  `);
  return row?.id ?? null;
}

export type StandingCandidate = {
  readonly id: string;
  readonly caseId: string;
  readonly debtorId: string;
  readonly hash: string;
  readonly recipient: string | null;
  readonly rung: RungKey;
  readonly nth: number;
  readonly rungs: readonly RungKey[];
  /** By which standing yes it is approved now; null where it waits. */
  readonly standingId: string | null;
  /** Somebody has withdrawn a letter with one of these invoices at the same rung: then a person says yes. */
  readonly withdrawnBefore: boolean;
};

/** Letters of these debtors that wait for a yes, or leave by a standing one; nobody else acts on them meanwhile. */
export async function standingCandidates(work: Work, debtorIds: readonly string[]): Promise<StandingCandidate[]> {
  const rows = await work.tx.execute<{
    id: string;
    case_id: string;
    debtor_id: string;
    hash: string;
    recipient: string | null;
    rung: RungKey;
    nth: number;
    rungs: RungKey[];
    standing_id: string | null;
    withdrawn: boolean;
  }>(sql`
    select p.id, p.case_id, p.debtor_id, p.hash, p.recipient, p.rung, p.nth, a.standing_id,
      array(select distinct l.rung from proposal_lines l where l.creditor_id = p.creditor_id and l.proposal_id = p.id) as rungs,
      exists (
        select from proposals w
          join proposal_lines b on b.creditor_id = w.creditor_id and b.proposal_id = w.id
          join proposal_lines l on l.creditor_id = p.creditor_id and l.proposal_id = p.id
            and l.invoice_id = b.invoice_id and l.run = b.run and l.rung = b.rung
        where w.creditor_id = p.creditor_id and w.case_id = p.case_id and w.status = 'withdrawn'
      ) as withdrawn
    from proposals p
      left join approvals a on a.creditor_id = p.creditor_id and a.proposal_id = p.id and a.ended_at is null
    where p.creditor_id = ${work.creditorId} and p.debtor_id = any (${`{${debtorIds.join(',')}}`}::uuid[])
      and (p.status = 'waiting' or (p.status = 'approved' and a.standing_id is not null))
    order by p.id for update of p
  `);
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    debtorId: row.debtor_id,
    hash: row.hash,
    recipient: row.recipient,
    rung: row.rung,
    nth: row.nth,
    rungs: row.rungs,
    standingId: row.standing_id,
    withdrawnBefore: row.withdrawn,
  }));
}

/** What somebody has withdrawn of these cases: "<invoice's id> <run> <rung>". Under no standing yes does it leave by itself. */
export async function rungsWithdrawn(work: Work, caseIds: readonly string[]): Promise<Set<string>> {
  const rows = await work.tx.execute<{ invoice_id: string; run: number; rung: RungKey }>(sql`
    select distinct l.invoice_id, l.run, l.rung from proposals w
      join proposal_lines l on l.creditor_id = w.creditor_id and l.proposal_id = w.id
    where w.creditor_id = ${work.creditorId} and w.case_id = any (${`{${caseIds.join(',')}}`}::uuid[]) and w.status = 'withdrawn'
  `);
  return new Set(rows.map((row) => `${row.invoice_id} ${row.run} ${row.rung}`));
}

/** Where each of these debtors was last written to, by `roadKey`: its mail and its telephone apart. */
export async function lastRecipients(work: Work, debtorIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await work.tx.execute<{ debtor_id: string; recipient: string }>(sql`
    select distinct on (debtor_id, recipient like '%@%') debtor_id, recipient from proposals
    where creditor_id = ${work.creditorId} and debtor_id = any (${`{${debtorIds.join(',')}}`}::uuid[]) and status = 'sent'
      and recipient is not null
    order by debtor_id, recipient like '%@%', sent_at desc
  `);
  return new Map(rows.map((row) => [roadKey(row.debtor_id, row.recipient), row.recipient]));
}

/** Which of these letters leave by a standing yes. */
export async function approvedByStanding(work: Work, ids: readonly string[]): Promise<Set<string>> {
  const rows = await work.tx.execute<{ proposal_id: string }>(sql`
    select proposal_id from approvals where creditor_id = ${work.creditorId} and ended_at is null and standing_id is not null
      and proposal_id = any (${`{${ids.join(',')}}`}::uuid[])
  `);
  return new Set(rows.map((row) => row.proposal_id));
}

/** The open letters that leave by this standing yes. */
export async function lettersByStandingYes(work: Work, standingId: string): Promise<string[]> {
  const rows = await work.tx.execute<{ id: string }>(sql`
    select p.id from proposals p
      join approvals a on a.creditor_id = p.creditor_id and a.proposal_id = p.id and a.ended_at is null
    where p.creditor_id = ${work.creditorId} and p.status = 'approved' and a.standing_id = ${standingId} for update of p
  `);
  return rows.map((row) => row.id);
}

/** Each is approved as it reads now, by whoever gave the standing yes. */
export async function approveByStanding(
  work: Work,
  rows: readonly { readonly id: string; readonly hash: string; readonly yes: StandingYes }[],
): Promise<void> {
  const list = rows.map(({ id, hash, yes }) => ({ id, hash, member_id: yes.memberId, standing_id: yes.id }));
  await work.tx.execute(sql`
    insert into approvals (creditor_id, proposal_id, hash, member_id, standing_id, at)
    select ${work.creditorId}::uuid, r.id, r.hash, r.member_id, r.standing_id, ${work.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r(id uuid, hash text, member_id uuid, standing_id uuid)
  `);
  await setStatuses(
    work,
    rows.map((row) => row.id),
    'approved',
  );
}

export async function setStatuses(work: Work, ids: readonly string[], status: 'waiting' | 'approved'): Promise<void> {
  await work.tx.execute(sql`
    update proposals set status = ${status} where creditor_id = ${work.creditorId} and id = any (${`{${ids.join(',')}}`}::uuid[])
  `);
}
