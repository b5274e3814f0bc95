/** What a queue's filter means in SQL, about proposals called `p`. */
import { type SQL, sql } from 'drizzle-orm';
import { holdsOfGuard, minorByCurrency, type QueueFilter, type QueueTab, type SalesPerson } from './queue-filter.ts';

export const isOpen = sql`p.status in ('waiting', 'held', 'approved', 'sending')`;

export function inTab(tab: QueueTab): SQL {
  return tab === 'leaving' ? sql`p.status in ('approved', 'sending')` : sql`p.status = ${tab}`;
}

export function owned(salesPerson: SalesPerson): SQL {
  return salesPerson === null ? sql`true` : ofDebtor(sql`d.sales_person_number = ${salesPerson}`);
}

/** Only what is asked for becomes a condition, so that a filter nobody set costs nothing. */
export function fits(filter: QueueFilter): SQL {
  const { rung, currency, over, dueBy, rep, segment } = filter;
  const all: SQL[] = [owned(filter.salesPerson)];
  if (rung !== null) all.push(sql`p.rung = ${rung}`);
  if (currency !== null) all.push(sql`p.currency = ${currency}`);
  if (over !== null)
    all.push(sql`p.total_minor > (${JSON.stringify(minorByCurrency(over))}::jsonb ->> p.currency)::bigint`);
  if (dueBy !== null) all.push(sql`p.oldest_due_day <= ${dueBy}::date`);
  if (rep === 'none') all.push(ofDebtor(sql`d.sales_person_number is null`));
  else if (rep !== null) all.push(ofDebtor(sql`d.sales_person_number = ${rep}`));
  if (segment !== null) all.push(sql`${segmentNow} = ${segment}`);
  if (filter.reason !== null) all.push(sql`${reason} = ${filter.reason}`);
  if (filter.search !== '') all.push(found(filter.search));
  return sql.join(all, sql` and `);
}

/** What was decided last of how the debtor is treated; normal where nothing was. */
const segmentNow = sql`coalesce((select x.value ->> 'segment' from debtor_settings x
  where x.creditor_id = p.creditor_id and x.debtor_id = p.debtor_id and x.kind = 'segment'
  order by x.from_at desc, x.seq desc limit 1), 'normal')`;

function ofDebtor(condition: SQL): SQL {
  return sql`exists (select from debtors d where d.creditor_id = p.creditor_id and d.id = p.debtor_id and ${condition})`;
}

function found(search: string): SQL {
  const like = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`(${ofDebtor(sql`d.name ilike ${like}`)}
    or exists (select from customer_numbers n
      where n.creditor_id = p.creditor_id and n.debtor_id = p.debtor_id and n.until_at is null and n.number = ${search})
    or exists (select from proposal_lines l join invoices i on i.creditor_id = l.creditor_id and i.id = l.invoice_id
      where l.creditor_id = p.creditor_id and l.proposal_id = p.id and i.number = ${search}))`;
}

/** Guards that hold nothing back by themselves: a letter held under one of them has just been rested by a person. */
const ofTheHour = sql`('hold-window-over', 'admin-said-yes', 'deadline-passed', 'spacing-kept', 'hour-is-decent')`;

/** Why a letter is held: the kind of hold its guard answers for where one is in force, else the guard. */
export const reason = sql`coalesce((
  select x.kind from holds x
  where x.creditor_id = p.creditor_id and x.debtor_id = p.debtor_id and x.ended_at is null and (
    p.verdict_guard is null or p.verdict_guard in ${ofTheHour}
    or (${JSON.stringify(holdsOfGuard)}::jsonb -> p.verdict_guard) ? x.kind)
  order by x.since, x.id limit 1), p.verdict_guard)`;
