/** Open invoices of cases that may soon be too old: who is near enough to be worth working out. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { ruledMarkets, rulesOf } from '../law/rules.ts';
import { type Day, dayPlus, yearsAfter } from '../values/day.ts';
import type { SalesPerson } from './queue-filter.ts';

export type OldInvoice = {
  readonly invoiceId: string;
  readonly debtorId: string;
  readonly caseId: string;
  readonly baseMinor: bigint;
};

/**
 * Invoices that fell due so long ago that the shortest time of their market could be over by `until`. What has started the
 * time anew is worked out afterwards, so more come than are too old; none is left out.
 */
export async function oldInvoices(work: Work, salesPerson: SalesPerson, until: Day): Promise<OldInvoice[]> {
  const cutoffs = JSON.stringify(ruledMarkets.map((market) => ({ market, due: latestDue(market, until) })));
  const latest = yearsAfter(until, -2);
  const rows = await work.tx.execute<{
    invoice_id: string;
    debtor_id: string;
    case_id: string;
    remainder_base_minor: string;
  }>(sql`
    select i.id as invoice_id, i.debtor_id, p.case_id, i.remainder_base_minor
    from invoices i
      join positions p on p.creditor_id = i.creditor_id and p.invoice_id = i.id and p.settled_at is null and p.case_id is not null
      join debtors d on d.creditor_id = i.creditor_id and d.id = i.debtor_id
      left join jsonb_to_recordset(${cutoffs}::jsonb) as c(market text, due date) on c.market = i.market
    where i.creditor_id = ${work.creditorId} and i.remainder_minor > 0 and i.due_day <= coalesce(c.due, ${latest}::date)
      and (${salesPerson}::int is null or d.sales_person_number = ${salesPerson}::int)
    order by i.due_day, i.id limit 1000
  `);
  return rows.map((row) => ({
    invoiceId: row.invoice_id,
    debtorId: row.debtor_id,
    caseId: row.case_id,
    baseMinor: BigInt(row.remainder_base_minor),
  }));
}

/** The latest due day whose claim could be barred by `until`; where the invoice's own day counts, it may fall due a year later. */
function latestDue(market: (typeof ruledMarkets)[number], until: Day): Day {
  const { years, from } = rulesOf(market)!.limitation;
  const due = yearsAfter(until, -Math.min(years.business, years['sole-trader'], years.consumer));
  return from === 'invoice-day' ? dayPlus(due, 365) : due;
}
