import type { Mail } from '../../src/sending/port.ts';
import { daysBetween } from '../../src/values/day.ts';
import type { WorldsHouse } from './house.ts';
import { type OneWorld, zone } from './world.ts';

type Line = {
  readonly creditorId: string;
  readonly number: string;
  readonly customer: string;
  readonly currency: string;
  readonly rung: string;
  readonly principalMinor: string;
  readonly holds: number;
  readonly yeses: number;
  readonly out: string | null;
  readonly today: string;
  readonly weekday: number;
  /** Of the letter before to this debtor in this currency. */
  readonly before: string | null;
  readonly quiet: { readonly days: number } | null;
  readonly smallest: Readonly<Record<string, string>> | null;
  readonly weekdays: { readonly weekdays: readonly number[] } | null;
};

/**
 * At the very call: what the letter demands is owed in the books and not paid on the portal, nothing rests its debtor, an admin has said yes to it, and
 * the creditor's own wishes are kept: quiet days since the letter before, a sum worth a letter, a weekday for letters.
 */
export async function whoMayBeAsked(
  house: WorldsHouse,
  worlds: readonly OneWorld[],
  broken: ReadonlyMap<OneWorld, string[]>,
  mail: Mail,
): Promise<void> {
  const setting = (kind: string) => house.behind`
    (select value from settings s where s.creditor_id = m.creditor_id and s.kind = ${kind} and s.from_at <= business_now()
      order by from_at desc, seq desc limit 1)`;
  const lines = await house.behind<Line[]>`
    select m.creditor_id as "creditorId", i.number, n.number as customer, p.currency, l.rung,
      l.principal_minor as "principalMinor",
      (select count(*)::int from holds h where h.creditor_id = m.creditor_id and h.debtor_id = p.debtor_id and h.ended_at is null
        and (h.until is null or h.until > t.today)) as holds,
      (select count(*)::int from approvals a where a.creditor_id = m.creditor_id and a.proposal_id = p.id
        and a.hash = p.hash and a.ended_at is null) as yeses,
      (select value->>'out' from debtor_settings s where s.creditor_id = m.creditor_id and s.debtor_id = p.debtor_id
        and s.kind = 'left-out' order by from_at desc, seq desc limit 1) as out,
      t.today::text, extract(isodow from t.today)::int as weekday,
      (select max(o.sent_at at time zone ${zone})::date::text from proposals o
        where o.creditor_id = p.creditor_id and o.debtor_id = p.debtor_id and o.currency = p.currency and o.status = 'sent'
          and o.id <> p.id) as before,
      ${setting('quiet-days')} as quiet, ${setting('smallest-sum')} as smallest, ${setting('sending-days')} as weekdays
    from messages m join proposals p on p.creditor_id = m.creditor_id and p.id = m.proposal_id
      join proposal_lines l on l.creditor_id = p.creditor_id and l.proposal_id = p.id
      join invoices i on i.creditor_id = l.creditor_id and i.id = l.invoice_id
      join customer_numbers n on n.creditor_id = p.creditor_id and n.debtor_id = p.debtor_id and n.until_at is null
      cross join (select (business_now() at time zone ${zone})::date as today) t
    where m.id = ${mail.messageId}`;
  for (const line of lines) {
    const one = worlds.find((each) => each.creditorId === line.creditorId)!;
    for (const what of wrongIn(line, house, one))
      broken.get(one)!.push(`${line.today}: the ${line.rung} for ${line.number} left ${what}`);
  }
}

function wrongIn(line: Line, { sandbox }: WorldsHouse, { agreement, paidThere }: OneWorld): string[] {
  const books = sandbox.world.agreements.find((each) => each.number === agreement)!;
  const wrong: string[] = [];
  const inBooks = books.invoices.find((each) => String(each.number) === line.number)?.remainderMinor ?? 0n;
  const owed = inBooks - (paidThere.get(Number(line.number)) ?? 0n);
  if (owed !== BigInt(line.principalMinor)) wrong.push(`for ${line.principalMinor}, and ${owed} is owed`);
  if (line.holds > 0) wrong.push('to a debtor who rests');
  if (line.yeses !== 1) wrong.push('without a yes');
  if (line.out === 'true') wrong.push('to a debtor who is left out');

  const quiet = line.quiet?.days ?? 3;
  const apart = line.before === null ? Number.POSITIVE_INFINITY : daysBetween(line.before, line.today);
  if (quiet > 0 && apart <= quiet) wrong.push(`${apart} days after the letter before, and ${quiet} must be quiet`);
  const weekdays = line.weekdays?.weekdays ?? [1, 2, 3, 4, 5];
  if (!weekdays.includes(line.weekday)) wrong.push(`on weekday ${line.weekday}`);
  const smallest = BigInt(line.smallest?.[line.currency] ?? 0);
  const inAll = books.invoices
    .filter((each) => String(each.customer) === line.customer && each.currency === line.currency)
    .reduce((sum, each) => sum + (each.remainderMinor > 0n ? each.remainderMinor : 0n), 0n);
  if (inAll < smallest) wrong.push(`for a debt of ${inAll}, and ${smallest} is the smallest`);
  return wrong;
}
