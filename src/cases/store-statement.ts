import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { RungKey } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';

export type CaseInvoice = {
  readonly invoiceId: string;
  readonly number: string;
  /** Booked by hand: there is no invoice behind it, and no copy. */
  readonly byHand: boolean;
  readonly day: Day;
  /** The books', or the later one that was agreed. */
  readonly dueDay: Day;
  readonly market: string;
  readonly grossMinor: bigint;
  readonly lastRung: RungKey | null;
  readonly climbed: readonly RungKey[];
  readonly settled: boolean;
};

/** Every invoice that is or was part of this case, oldest due first. */
export async function invoicesOfCase(work: Work, caseId: string): Promise<CaseInvoice[]> {
  const rows = await work.tx.execute<{
    invoice_id: string;
    number: string;
    by_hand: boolean;
    day: string;
    due_day: string;
    market: string;
    gross_minor: string;
    last_rung: RungKey | null;
    climbed: RungKey[];
    settled: boolean;
  }>(sql`
    select p.invoice_id, i.number, i.entry is not null as by_hand, i.day, greatest(i.due_day, g.day) as due_day, i.market, i.gross_minor,
      p.last_rung, p.climbed, p.settled_at is not null as settled
    from positions p join invoices i on i.creditor_id = p.creditor_id and i.id = p.invoice_id
      left join grace_days g on g.creditor_id = p.creditor_id and g.invoice_id = p.invoice_id and g.ended_at is null and g.agreed
    where p.creditor_id = ${work.creditorId} and p.case_id = ${caseId} order by i.due_day, i.number
  `);
  return rows.map((row) => ({
    invoiceId: row.invoice_id,
    number: row.number,
    byHand: row.by_hand,
    day: row.day,
    dueDay: row.due_day,
    market: row.market,
    grossMinor: BigInt(row.gross_minor),
    lastRung: row.last_rung,
    climbed: row.climbed,
    settled: row.settled,
  }));
}

export type SentLetter = {
  readonly proposalId: string;
  readonly caseId: string;
  readonly rung: RungKey;
  readonly nth: number;
  readonly sentDay: Day;
  readonly feeMinor: bigint;
  readonly statedInterest: boolean;
  /** The invoices past their due day that it listed. */
  readonly invoiceIds: readonly string[];
};

/** The letters of these cases that a provider accepted, oldest first, with the day they left in the creditor's zone. */
export async function sentLetters(work: Work, caseIds: readonly string[]): Promise<SentLetter[]> {
  if (caseIds.length === 0) return [];
  const rows = await work.tx.execute<{
    id: string;
    case_id: string;
    rung: RungKey;
    nth: number;
    sent_day: string;
    fee_minor: string;
    stated: boolean;
    invoice_ids: string[];
  }>(sql`
    select p.id, p.case_id, p.rung, p.nth, (p.sent_at at time zone c.time_zone)::date as sent_day, p.fee_minor, p.interest_minor is not null as stated,
      array(select l.invoice_id from proposal_lines l where l.creditor_id = p.creditor_id and l.proposal_id = p.id
        and l.rung not like 'nudge%' and l.voided_at is null order by l.invoice_id) as invoice_ids
    from proposals p join creditors c on c.id = p.creditor_id
    where p.creditor_id = ${work.creditorId} and p.case_id = any (${`{${caseIds.join(',')}}`}::uuid[]) and p.status = 'sent'
    order by p.sent_at
  `);
  return rows.map((row) => ({
    proposalId: row.id,
    caseId: row.case_id,
    rung: row.rung,
    nth: row.nth,
    sentDay: row.sent_day,
    feeMinor: BigInt(row.fee_minor),
    statedInterest: row.stated,
    invoiceIds: row.invoice_ids,
  }));
}
