/** One letter of the queue looked at closely: why it is due now, and what its guards said last. Nothing here writes. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { nthOf } from '../ladder/climb.ts';
import type { RungKey } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';
import type { SalesPerson } from './queue-filter.ts';
import type { StoredAnswer } from './store-queue.ts';

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
    select i.number, i.due_day, l.rung, l.nth, l.earlier_ladder_version, l.earlier_rung, p.climbed, l.earlier_letter_day, l.earlier_deadline
    from proposal_lines l
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
    where p.creditor_id = ${work.creditorId} and p.id = ${id} and (${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)
  `);
  return rows.length > 0;
}

/** Which of these letters are, or were, among this person's debtors. */
export async function lettersOf(work: Work, ids: readonly string[], salesPerson: SalesPerson): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await work.tx.execute<{ id: string }>(sql`
    select p.id from proposals p join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
    where p.creditor_id = ${work.creditorId} and p.id = any (${`{${ids.join(',')}}`}::uuid[])
      and (${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)
  `);
  return rows.map((row) => row.id);
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

/** The yes a letter has: who gave it and when, and the rung it was given to once for all, where it was no yes to this letter alone. */
export type Yes = {
  readonly memberName: string;
  readonly at: Date;
  readonly standing: { readonly ladder: string; readonly rung: RungKey } | null;
};

export async function yesTo(work: Work, proposalId: string): Promise<Yes | null> {
  const [row] = await work.tx.execute<{
    name: string | null;
    at: string;
    ladder: string | null;
    rung: RungKey | null;
  }>(sql`
    select m.name, coalesce(s.at, a.at) as at, s.ladder, s.rung from approvals a
      left join members m on m.creditor_id = a.creditor_id and m.id = a.member_id
      left join standing_approvals s on s.creditor_id = a.creditor_id and s.id = a.standing_id
    where a.creditor_id = ${work.creditorId} and a.proposal_id = ${proposalId} and a.ended_at is null
  `);
  if (!row) return null;
  const { name, at, ladder, rung } = row;
  const standing = ladder === null || rung === null ? null : { ladder, rung };
  return { memberName: name ?? 'somebody', at: new Date(at), standing };
}
