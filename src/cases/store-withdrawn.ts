/** Letters a person has withdrawn today and that have not come back: none is proposed again in the same words before tomorrow. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { RungKey } from '../ladder/rungs.ts';
import type { SalesPerson } from './queue-filter.ts';

export type WithdrawnLetter = {
  readonly id: string;
  readonly caseId: string;
  readonly debtorName: string;
  readonly rung: RungKey;
  readonly nth: number;
  readonly at: Date;
};

/** What was withdrawn and may be proposed again. A page shows no more than this. */
const most = 200;

/** The latest first; of one case only, where it is asked for. `from`: the beginning of the creditor's day. */
export async function lettersWithdrawn(
  work: Work,
  { from, salesPerson, caseId }: { readonly from: Date; readonly salesPerson: SalesPerson; readonly caseId?: string },
): Promise<WithdrawnLetter[]> {
  const rows = await work.tx.execute<{
    id: string;
    case_id: string;
    name: string;
    rung: RungKey;
    nth: number;
    ended_at: string;
  }>(sql`
    select p.id, p.case_id, d.name, p.rung, p.nth, p.ended_at from proposals p
      join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
    where p.creditor_id = ${work.creditorId} and p.status = 'withdrawn' and p.ended_at >= ${from.toISOString()}
      and p.ended_why = 'withdrawn' ${caseId === undefined ? sql`` : sql`and p.case_id = ${caseId}`}
      and (${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)
      and not exists (select from proposals n where n.creditor_id = p.creditor_id and n.debtor_id = p.debtor_id
        and n.currency = p.currency and (n.status in ('waiting', 'held', 'approved', 'sending') or n.proposed_at > p.ended_at))
    order by p.ended_at desc, p.id limit ${most}
  `);
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    debtorName: row.name,
    rung: row.rung,
    nth: row.nth,
    at: new Date(row.ended_at),
  }));
}

/** Nothing keeps this letter away any more: the next look may propose it in the same words. */
export async function forgetWithdrawal(work: Work, id: string): Promise<void> {
  await work.tx.execute(sql`
    update proposals set ended_why = 'proposed-again' where creditor_id = ${work.creditorId} and id = ${id} and status = 'withdrawn'
  `);
}
