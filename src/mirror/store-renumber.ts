import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { listed } from './store-listed.ts';

export type NumberMove = {
  readonly debtorId: string;
  readonly number: string;
  /** Who was mirrored under the number so far; null when nobody was. */
  readonly heldBy: string | null;
  /** The holder is this same debtor, first seen under its new number: its invoices come over. */
  readonly absorbs: boolean;
};

/** Who holds these numbers today, and since when (business time). */
export async function numbersHeld(
  work: Work,
  numbers: readonly string[],
): Promise<Map<string, { debtorId: string; since: Instant }>> {
  const rows = await work.tx.execute<{ number: string; debtor_id: string; from_at: string }>(sql`
    select number, debtor_id, from_at from customer_numbers
    where creditor_id = ${work.creditorId}::uuid and until_at is null and number = any(${listed(numbers)})
  `);
  return new Map(rows.map((row) => [row.number, { debtorId: row.debtor_id, since: new Date(row.from_at) }]));
}

/**
 * Each debtor gets its new number, and the card that was mirrored under it. A holder that is left without a number is
 * gone, until its own invoices show the number it has now.
 */
export async function moveNumbers(work: Work, moves: readonly NumberMove[], asOf: Instant): Promise<void> {
  const [creditor, at] = [sql`${work.creditorId}::uuid`, sql`${work.now.toISOString()}::timestamptz`];
  const json = JSON.stringify(moves);
  const move = sql`jsonb_to_recordset(${json}::jsonb) as m("debtorId" uuid, number text, "heldBy" uuid, absorbs boolean)`;
  const takers = listed(moves.map((one) => one.debtorId));
  const numbers = listed(moves.map((one) => one.number));

  await work.tx.execute(sql`
    update invoices i set debtor_id = m."debtorId" from ${move}
    where i.creditor_id = ${creditor} and m.absorbs and i.debtor_id = m."heldBy"
      and not m."heldBy" = any(${takers}::uuid[])
  `);
  await work.tx.execute(sql`
    update customer_numbers set until_at = ${at} where creditor_id = ${creditor} and until_at is null
      and (number = any(${numbers}) or debtor_id = any(${takers}::uuid[]))
  `);
  await work.tx.execute(sql`
    insert into customer_numbers (creditor_id, debtor_id, number, from_at)
    select ${creditor}, m."debtorId", m.number, ${at} from ${move}
    on conflict (creditor_id, debtor_id, number, from_at) do update set until_at = null
  `);
  await work.tx.execute(sql`
    update debtors d set name = o.name, emails = o.emails, phone = o.phone, mobile_phone = o.mobile_phone, address = o.address, zip = o.zip, city = o.city,
      country = o.country, company_number = o.company_number, currency = o.currency,
      balance_base_minor = o.balance_base_minor, terms_number = o.terms_number,
      sales_person_number = o.sales_person_number, group_number = o.group_number, attention_number = o.attention_number, barred = o.barred,
      read_at = ${asOf.toISOString()}::timestamptz
    from ${move} join debtors o on o.creditor_id = ${creditor} and o.id = m."heldBy"
    where d.creditor_id = ${creditor} and d.id = m."debtorId"
  `);
  await work.tx.execute(sql`
    update debtors d set gone_at = case when d.id = any(${takers}::uuid[]) then null else ${at} end
    from ${move} where d.creditor_id = ${creditor} and d.id in (m."debtorId", m."heldBy")
  `);
  // Contacts stand under the number their customer had when they were read: all of them are read again.
  await work.tx.execute(sql`update mirror_state set contacts_whole_at = null where creditor_id = ${creditor}`);
}
