import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';
import { claimKey, sortedKeys } from './invoice-key.ts';
import type { BookEntryRow, MatchRow } from './port.ts';
import type { MatchReading } from './reading.ts';
import { listed } from './store-listed.ts';

/** Entries as read; one that is there already only learns what is left of it. Returns the numbers of the new ones. */
export async function upsertBookEntries(work: Work, rows: readonly BookEntryRow[]): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const list = rows.map((row) => ({
    ...row,
    amountMinor: row.amountMinor.toString(),
    remainderMinor: row.remainderMinor.toString(),
  }));
  const written = await work.tx.execute<{ number: string; fresh: boolean }>(sql`
    insert into book_entries as e (creditor_id, number, customer_number, kind, day, due_day, currency,
      amount_minor, remainder_minor, invoice_number)
    select ${work.creditorId}::uuid, r.number, r."customerNumber", r.kind, r.day, r."dueDay", r.currency,
      r."amountMinor", r."remainderMinor", r."invoiceNumber"
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as r(number bigint, "customerNumber" text, kind text, day date,
      "dueDay" date, currency text, "amountMinor" bigint, "remainderMinor" bigint, "invoiceNumber" text)
    on conflict (creditor_id, number) do update set remainder_minor = excluded.remainder_minor
      where e.remainder_minor <> excluded.remainder_minor
    returning number, (xmax = 0) as fresh
  `);
  return new Set(written.filter((row) => row.fresh).map((row) => Number(row.number)));
}

/** The highest number of an entry in the mirror; 0 when there is none. */
export async function highestEntry(work: Work): Promise<number> {
  const [row] = await work.tx.execute<{ number: string | null }>(
    sql`select max(number) as number from book_entries where creditor_id = ${work.creditorId}::uuid`,
  );
  return Number(row?.number ?? 0);
}

/** The debtor entry that each of these invoices made, by the invoice's key; a claim booked by hand is its own entry. */
export async function entriesOfInvoices(work: Work, keys: readonly string[]): Promise<Map<string, number>> {
  const { numbers, entries } = sortedKeys(keys);
  const rows = await work.tx.execute<{ invoice_number: string; number: string }>(sql`
    select invoice_number, min(number) as number from book_entries
    where creditor_id = ${work.creditorId}::uuid and kind = 'invoice' and invoice_number = any(${listed(numbers)})
    group by invoice_number
  `);
  return new Map([
    ...rows.map((row) => [row.invoice_number, Number(row.number)] as const),
    ...entries.map((entry) => [claimKey(entry), entry] as const),
  ]);
}

export type EntryDigest = { readonly kind: BookEntryRow['kind']; readonly day: Day; readonly amountMinor: bigint };

export async function readEntries(work: Work, numbers: readonly number[]): Promise<Map<number, EntryDigest>> {
  if (numbers.length === 0) return new Map();
  const rows = await work.tx.execute<{ number: string; kind: string; day: Day; amount_minor: string }>(sql`
    select number, kind, day, amount_minor from book_entries
    where creditor_id = ${work.creditorId}::uuid and number = any(${listed(numbers)}::bigint[])
  `);
  return new Map(
    rows.map((row) => [
      Number(row.number),
      { kind: row.kind as BookEntryRow['kind'], day: row.day, amountMinor: BigInt(row.amount_minor) },
    ]),
  );
}

/** The pairs we knew of that these entries stand in, on either side. */
export async function readMatches(work: Work, entries: readonly number[]): Promise<MatchRow[]> {
  const rows = await work.tx.execute<{ from_entry: string; to_entry: string }>(sql`
    select from_entry, to_entry from book_matches
    where creditor_id = ${work.creditorId}::uuid and from_entry = any(${listed(entries)}::bigint[])
    union
    select from_entry, to_entry from book_matches
    where creditor_id = ${work.creditorId}::uuid and to_entry = any(${listed(entries)}::bigint[])
  `);
  return rows.map((row) => ({ fromEntry: Number(row.from_entry), toEntry: Number(row.to_entry) }));
}

/** What the books say now of the asked entries takes the place of all we knew of them. */
export async function replaceMatches(work: Work, { asked, pairs }: MatchReading): Promise<void> {
  await work.tx.execute(sql`
    delete from book_matches where creditor_id = ${work.creditorId}::uuid
      and (from_entry = any(${listed(asked)}::bigint[]) or to_entry = any(${listed(asked)}::bigint[]))
  `);
  await work.tx.execute(sql`
    insert into book_matches (creditor_id, from_entry, to_entry)
    select ${work.creditorId}::uuid, r."fromEntry", r."toEntry"
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as r("fromEntry" bigint, "toEntry" bigint)
    on conflict do nothing
  `);
}
