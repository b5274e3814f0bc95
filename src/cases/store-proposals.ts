import { sql } from 'drizzle-orm';
import { documents } from '../db/documents.ts';
import type { Work } from '../db/work.ts';
import type { Decision } from '../ladder/decide.ts';
import type { RungKey } from '../ladder/rungs.ts';
import { type Day, earlierDay } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import type { LetterContent } from './letter-content.ts';
import { contentFromJson, contentText } from './letter-content-json.ts';
import { decided } from './store-verdicts.ts';

export type ProposalStatus = 'waiting' | 'held' | 'approved' | 'sending' | 'sent' | 'withdrawn' | 'void';

export type ProposalRow = {
  readonly id: string;
  readonly caseId: string;
  readonly debtorId: string;
  readonly currency: Currency;
  readonly rung: RungKey;
  readonly nth: number;
  readonly status: ProposalStatus;
  readonly content: LetterContent;
  readonly recipient: string | null;
  readonly hash: string;
  readonly feeMinor: bigint;
  readonly proposedAt: Date;
  readonly headsUpAt: Date | null;
  readonly leavesAt: Date | null;
  readonly verdict: string;
  readonly verdictGuard: string | null;
  readonly verdictDetail: Record<string, string | number>;
  readonly sentAt: Date | null;
  readonly endedWhy: string | null;
  readonly ladderVersion: string;
  /** What an admin said yes to and nobody has taken back. */
  readonly approvedHash: string | null;
};

export type NewProposal = {
  readonly id: string;
  readonly caseId: string;
  readonly debtorId: string;
  readonly currency: Currency;
  readonly status: 'waiting' | 'held';
  readonly content: LetterContent;
  readonly interestStated: boolean;
  readonly recipient: string | null;
  readonly hash: string;
  readonly textVersion: string;
  readonly ladderVersion: string;
  readonly decision: Decision;
  readonly lookAgainAt: Date | null;
  readonly lines: readonly {
    readonly invoiceId: string;
    readonly run: number;
    readonly rung: RungKey;
    readonly nth: number;
    readonly principalMinor: bigint;
  }[];
};

/** Proposals with their lines, many at once. Lines remember where each invoice stood before. */
export async function insertProposals(work: Work, proposals: readonly NewProposal[]): Promise<void> {
  if (proposals.length === 0) return;
  const rows = proposals.map((each) => ({
    ...decided(each.decision),
    id: each.id,
    case_id: each.caseId,
    debtor_id: each.debtorId,
    currency: each.currency,
    rung: each.content.rung,
    nth: each.content.nth,
    status: each.status,
    principal_minor: each.content.principalMinor.toString(),
    fee_minor: each.content.feeMinor.toString(),
    interest_minor: each.interestStated ? (each.content.interest?.minor ?? 0n).toString() : null,
    total_minor: each.content.totalMinor.toString(),
    oldest_due_day: oldestDueDay(each.content),
    recipient: each.recipient,
    channel: each.content.channel,
    text_version: each.textVersion,
    ladder_version: each.ladderVersion,
    hash: each.hash,
    look_again_at: each.lookAgainAt?.toISOString() ?? null,
  }));
  await work.tx.execute(sql`
    insert into proposals (creditor_id, id, case_id, debtor_id, currency, rung, nth, status, content, principal_minor, fee_minor, interest_minor,
      total_minor, oldest_due_day, recipient, channel, text_version, ladder_version, hash, proposed_at, verdict, verdict_guard, verdict_detail, look_again_at)
    select ${work.creditorId}::uuid, id, case_id, debtor_id, currency, rung, nth, status, content::jsonb, principal_minor, fee_minor, interest_minor,
      total_minor, oldest_due_day, recipient, channel, text_version, ladder_version, hash, ${work.now.toISOString()}::timestamptz, verdict, verdict_guard, verdict_detail, look_again_at
    from rows from (
        jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (id uuid, case_id uuid, debtor_id uuid, currency text, rung text, nth int, status text,
          principal_minor bigint, fee_minor bigint, interest_minor bigint, total_minor bigint, oldest_due_day date, recipient text, channel text, text_version text,
          ladder_version text, hash text, verdict text, verdict_guard text, verdict_detail jsonb, look_again_at timestamptz),
        ${documents(proposals.map((each) => contentText(each.content)))}
      ) as r(id, case_id, debtor_id, currency, rung, nth, status, principal_minor, fee_minor, interest_minor, total_minor, oldest_due_day,
        recipient, channel, text_version, ladder_version, hash, verdict, verdict_guard, verdict_detail, look_again_at, content)
  `);
  const lines = proposals.flatMap((each) =>
    each.lines.map((line) => ({ ...line, proposalId: each.id, principalMinor: line.principalMinor.toString() })),
  );
  await work.tx.execute(sql`
    insert into proposal_lines (creditor_id, proposal_id, invoice_id, run, rung, nth, principal_minor, earlier_rung, earlier_letter_day, earlier_deadline, earlier_ladder_version)
    select ${work.creditorId}::uuid, r."proposalId", r."invoiceId", r.run, r.rung, r.nth, r."principalMinor", p.last_rung, p.last_letter_day, p.last_deadline, p.ladder_version
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r("proposalId" uuid, "invoiceId" uuid, run int, rung text, nth int, "principalMinor" bigint)
      join positions p on p.creditor_id = ${work.creditorId} and p.invoice_id = r."invoiceId"
  `);
}

function oldestDueDay(content: LetterContent): Day {
  return content.lines.map((line) => line.dueDay).reduce(earlierDay);
}

const open = sql`('waiting', 'held', 'approved', 'sending')`;

/** Ends proposals that never left: their lines are free again, and a yes given to them is taken back. */
export async function endProposals(
  work: Work,
  ids: readonly string[],
  status: 'void' | 'withdrawn',
  why: string,
): Promise<void> {
  if (ids.length === 0) return;
  const list = sql`${`{${ids.join(',')}}`}::uuid[]`;
  const at = work.now.toISOString();
  await work.tx.execute(sql`
    update proposals set status = ${status}, ended_at = ${at}, ended_why = ${why}, look_again_at = null
    where creditor_id = ${work.creditorId} and id = any (${list})
  `);
  await work.tx.execute(sql`
    update proposal_lines set voided_at = ${at} where creditor_id = ${work.creditorId} and proposal_id = any (${list}) and voided_at is null
  `);
  await endApprovals(work, ids, why);
}

/** What a person has withdrawn since `from` and not asked for again: "<debtor's id> <fingerprint>". It is not proposed in the same words that day. */
export async function withdrawnSince(work: Work, debtorIds: readonly string[], from: Date): Promise<Set<string>> {
  const rows = await work.tx.execute<{ debtor_id: string; hash: string }>(sql`
    select debtor_id, hash from proposals
    where creditor_id = ${work.creditorId} and status = 'withdrawn' and ended_at >= ${from.toISOString()}
      and ended_why = 'withdrawn' and debtor_id = any (${`{${debtorIds.join(',')}}`}::uuid[])
  `);
  return new Set(rows.map((row) => `${row.debtor_id} ${row.hash}`));
}

export async function endApprovals(work: Work, proposalIds: readonly string[], why: string): Promise<void> {
  if (proposalIds.length === 0) return;
  await work.tx.execute(sql`
    update approvals set ended_at = ${work.now.toISOString()}, ended_why = ${why}
    where creditor_id = ${work.creditorId} and proposal_id = any (${`{${proposalIds.join(',')}}`}::uuid[]) and ended_at is null
  `);
}

/** Ends what is open for a debtor in a currency, save a letter that is leaving at this moment. Returns their ids. */
export async function endOpenProposals(work: Work, debtorId: string, currency: string, why: string): Promise<string[]> {
  const rows = await work.tx.execute<{ id: string }>(sql`
    select id from proposals where creditor_id = ${work.creditorId} and debtor_id = ${debtorId} and currency = ${currency}
      and status in ('waiting', 'held', 'approved') for update
  `);
  const ids = rows.map((row) => row.id);
  await endProposals(work, ids, 'void', why);
  return ids;
}

/** The open proposals of these debtors. `alone`: nobody else acts on them until the transaction ends. */
export async function openProposals(work: Work, debtorIds: readonly string[], alone: boolean): Promise<ProposalRow[]> {
  if (debtorIds.length === 0) return [];
  const rows = await work.tx.execute<RawProposal>(sql`
    select ${columns} from proposals p ${yes}
    where p.creditor_id = ${work.creditorId} and p.debtor_id = any (${`{${debtorIds.join(',')}}`}::uuid[]) and p.status in ${open}
    order by p.id ${alone ? sql`for update of p` : sql``}
  `);
  return rows.map(asProposal);
}

export async function readProposal(work: Work, id: string): Promise<ProposalRow | null> {
  const rows = await work.tx.execute<RawProposal>(
    sql`select ${columns} from proposals p ${yes} where p.creditor_id = ${work.creditorId} and p.id = ${id}`,
  );
  return rows[0] ? asProposal(rows[0]) : null;
}

/** The same, and nobody else acts on it until the transaction ends. */
export async function lockProposal(work: Work, id: string): Promise<ProposalRow | null> {
  await work.tx.execute(sql`select from proposals where creditor_id = ${work.creditorId} and id = ${id} for update`);
  return readProposal(work, id);
}

const columns = sql`p.id, p.case_id, p.debtor_id, p.currency, p.rung, p.nth, p.status, p.content, p.recipient, p.hash, p.fee_minor, p.proposed_at,
  p.heads_up_at, p.leaves_at, p.verdict, p.verdict_guard, p.verdict_detail, p.sent_at, p.ended_why, p.ladder_version, a.hash as approved_hash`;
const yes = sql`left join approvals a on a.creditor_id = p.creditor_id and a.proposal_id = p.id and a.ended_at is null`;

type RawProposal = {
  id: string;
  case_id: string;
  debtor_id: string;
  currency: Currency;
  rung: RungKey;
  nth: number;
  status: ProposalStatus;
  content: unknown;
  recipient: string | null;
  hash: string;
  fee_minor: string;
  proposed_at: string;
  heads_up_at: string | null;
  leaves_at: string | null;
  verdict: string;
  verdict_guard: string | null;
  verdict_detail: Record<string, string | number>;
  sent_at: string | null;
  ended_why: string | null;
  ladder_version: string;
  approved_hash: string | null;
};

function asProposal(row: RawProposal): ProposalRow {
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return {
    id: row.id,
    caseId: row.case_id,
    debtorId: row.debtor_id,
    currency: row.currency,
    rung: row.rung,
    nth: row.nth,
    status: row.status,
    content: contentFromJson(row.content),
    recipient: row.recipient,
    hash: row.hash,
    feeMinor: BigInt(row.fee_minor),
    proposedAt: new Date(row.proposed_at),
    headsUpAt: instant(row.heads_up_at),
    leavesAt: instant(row.leaves_at),
    verdict: row.verdict,
    verdictGuard: row.verdict_guard,
    verdictDetail: row.verdict_detail,
    sentAt: instant(row.sent_at),
    endedWhy: row.ended_why,
    ladderVersion: row.ladder_version,
    approvedHash: row.approved_hash,
  };
}

export type ProposalLine = {
  readonly invoiceId: string;
  readonly number: string;
  readonly run: number;
  readonly rung: RungKey;
  readonly nth: number;
  readonly principalMinor: bigint;
};

/** What a proposal lists, oldest due first. */
export async function proposalLines(work: Work, proposalId: string): Promise<ProposalLine[]> {
  const rows = await work.tx.execute<{
    invoice_id: string;
    number: string;
    run: number;
    rung: RungKey;
    nth: number;
    principal_minor: string;
  }>(sql`
    select l.invoice_id, i.number, l.run, l.rung, l.nth, l.principal_minor from proposal_lines l
      join invoices i on i.creditor_id = l.creditor_id and i.id = l.invoice_id
    where l.creditor_id = ${work.creditorId} and l.proposal_id = ${proposalId} order by i.due_day, i.id
  `);
  return rows.map((row) => ({
    invoiceId: row.invoice_id,
    number: row.number,
    run: row.run,
    rung: row.rung,
    nth: row.nth,
    principalMinor: BigInt(row.principal_minor),
  }));
}

/** The letter as it leaves: today's day, interest and ladder, under the yes that was given to it. */
export async function updateContent(
  work: Work,
  proposalId: string,
  content: LetterContent,
  interestStated: boolean,
  ladderVersion: string,
): Promise<void> {
  await work.tx.execute(sql`
    update proposals set ladder_version = ${ladderVersion}, content = ${contentText(content)}::jsonb, total_minor = ${content.totalMinor.toString()},
      oldest_due_day = ${oldestDueDay(content)},
      interest_minor = ${interestStated ? (content.interest?.minor ?? 0n).toString() : null}
    where creditor_id = ${work.creditorId} and id = ${proposalId}
  `);
}
