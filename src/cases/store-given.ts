/** What members have decided about single invoices, and when each debtor was last written to. */
import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { countryFromText, homeCountry } from '../mirror/country.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';

export const leftOutReasons = ['backlog', 'by-hand'] as const;
export type LeftOutWhy = (typeof leftOutReasons)[number];

export type Grace = {
  readonly day: Day;
  /** Agreed with the debtor: it is the due day. Else only letters wait. */
  readonly agreed: boolean;
  readonly note: string;
};

export type GivenToInvoice = {
  readonly leftOut: { readonly sinceDay: Day; readonly why: LeftOutWhy; readonly note: string | null } | null;
  readonly grace: Grace | null;
};

export const nothingGiven: GivenToInvoice = { leftOut: null, grace: null };

/** By invoice, for these debtors' open positions; one of which nothing was said is not there. */
export async function readGiven(work: Work, debtorIds: readonly string[]): Promise<Map<string, GivenToInvoice>> {
  if (debtorIds.length === 0) return new Map();
  const rows = await work.tx.execute<{
    invoice_id: string;
    since_day: string | null;
    why: LeftOutWhy | null;
    left_note: string | null;
    day: string | null;
    agreed: boolean | null;
    note: string | null;
  }>(sql`
    select p.invoice_id, (l.since at time zone c.time_zone)::date as since_day, l.why, l.note as left_note, g.day, g.agreed, g.note
    from positions p
      join creditors c on c.id = p.creditor_id
      left join left_out_invoices l on l.creditor_id = p.creditor_id and l.invoice_id = p.invoice_id and l.ended_at is null
      left join grace_days g on g.creditor_id = p.creditor_id and g.invoice_id = p.invoice_id and g.ended_at is null
    where p.creditor_id = ${work.creditorId} and p.debtor_id = any (${uuids(debtorIds)}) and p.settled_at is null
      and (l.id is not null or g.id is not null)
  `);
  return new Map(
    rows.map((row) => [
      row.invoice_id,
      {
        leftOut: row.why === null ? null : { sinceDay: row.since_day!, why: row.why, note: row.left_note },
        grace: row.day === null ? null : { day: row.day, agreed: row.agreed!, note: row.note! },
      },
    ]),
  );
}

/** When the last letter of the ladder left to a debtor, by currency, and whether one with a fee is on its way just now. */
export type LettersHad = { readonly lastAt: ReadonlyMap<string, Date>; readonly feeLeaving: boolean };

export const noLetters: LettersHad = { lastAt: new Map(), feeLeaving: false };

/** By debtor; one that never had a letter and has none on its way is not there. */
export async function lettersHad(work: Work, debtorIds: readonly string[]): Promise<Map<string, LettersHad>> {
  if (debtorIds.length === 0) return new Map();
  const ids = uuids(debtorIds);
  const rows = await work.tx.execute<{ debtor_id: string; currency: string; at: string | null }>(sql`
    select debtor_id, currency, max(sent_at) as at from proposals
    where creditor_id = ${work.creditorId} and debtor_id = any (${ids}) and status = 'sent'
    group by debtor_id, currency
    union all
    select debtor_id, currency, null from proposals
    where creditor_id = ${work.creditorId} and debtor_id = any (${ids}) and status = 'sending' and fee_minor > 0
  `);
  return new Map(
    [...Map.groupBy(rows, (row) => row.debtor_id)].map(([debtorId, theirs]) => {
      const lastAt = new Map(theirs.flatMap(({ currency, at }) => (at === null ? [] : [[currency, new Date(at)]])));
      return [debtorId, { lastAt, feeLeaving: theirs.some(({ at }) => at === null) }];
    }),
  );
}

/** Whose holidays close a day for letters to each of these debtors: the creditor's country's and the debtor's. */
export async function countriesOfDebtors(work: Work, debtorIds: readonly string[]): Promise<Map<string, string[]>> {
  if (debtorIds.length === 0) return new Map();
  const rows = await work.tx.execute<{ id: string; country: string | null; home: string | null; base: Currency }>(sql`
    select d.id, d.country, c.country as home, c.base_currency as base from debtors d join creditors c on c.id = d.creditor_id
    where d.creditor_id = ${work.creditorId} and d.id = any (${uuids(debtorIds)})
  `);
  return new Map(
    rows.map((row) => {
      const home = homeCountry(row.home, row.base);
      return [row.id, [...new Set([home, countryFromText(row.country, home)])]];
    }),
  );
}

function uuids(ids: readonly string[]) {
  return sql`${`{${ids.join(',')}}`}::uuid[]`;
}
