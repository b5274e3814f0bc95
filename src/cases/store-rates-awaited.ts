import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';
import type { SalesPerson } from './queue-filter.ts';

/** The markets of debts that are open, and whose they are. */
export async function openMarkets(work: Work): Promise<{ market: string; debtorIds: string[] }[]> {
  const rows = await work.tx.execute<{ market: string; debtor_ids: string[] }>(sql`
    select market, array_agg(distinct debtor_id) as debtor_ids from position_facts
    where creditor_id = ${work.creditorId} group by market
  `);
  return rows.map((row) => ({ market: row.market, debtorIds: row.debtor_ids }));
}

export type RateWait = {
  readonly proposalId: string;
  /** The last day up to which its interest is known. */
  readonly knownTo: Day;
  /** Of every invoice on the letter. */
  readonly markets: readonly string[];
};

/**
 * Open letters whose guards, asked last, miss a reference rate. Such a letter is held and states no sum of interest, which
 * is looked at first: answers are long, and thousands of letters have theirs.
 */
export async function lettersWithoutRate(work: Work, salesPerson: SalesPerson): Promise<RateWait[]> {
  const rows = await work.tx.execute<{ id: string; known_to: string; markets: string[] }>(sql`
    with p as materialized (
      select * from proposals where creditor_id = ${work.creditorId} and status = 'held' and interest_minor is null
    )
    select p.id, min(a.answer #>> '{verdict,detail,knownTo}') as known_to, array_agg(distinct f.market) as markets
    from p
      join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
      cross join lateral (
        select answers from verdicts v where v.creditor_id = p.creditor_id and v.proposal_id = p.id order by v.at desc limit 1
      ) v
      cross join lateral jsonb_array_elements(v.answers) as a(answer)
      join proposal_lines l on l.creditor_id = p.creditor_id and l.proposal_id = p.id
      join position_facts f on f.creditor_id = l.creditor_id and f.invoice_id = l.invoice_id
    where a.answer ->> 'guard' = 'rate-is-known' and a.answer #>> '{verdict,kind}' = 'ask'
      and (${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)
    group by p.id
  `);
  return rows.map((row) => ({ proposalId: row.id, knownTo: row.known_to, markets: row.markets }));
}
