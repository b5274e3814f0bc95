import type { Work } from '../db/work.ts';
import { isClaim } from './claim-kinds.ts';
import type { Settlement } from './difference.ts';
import type { MatchReading } from './reading.ts';
import { type EntryDigest, entriesOfInvoices, readEntries, readMatches } from './store-entries.ts';

/**
 * For each of these invoices, by key, the payments and credit notes that the books match with it now and did not when they were
 * last asked. Amounts are the whole entries', positive, in the invoice's currency.
 */
export async function newSettlements(
  work: Work,
  keys: readonly string[],
  { asked, pairs }: MatchReading,
): Promise<Map<string, Settlement[]>> {
  if (pairs.length === 0) return new Map();
  const entryOf = await entriesOfInvoices(work, keys);
  const known = new Set((await readMatches(work, asked)).flatMap(bothWays));
  const entries = await readEntries(work, [...new Set(pairs.flatMap((pair) => [pair.fromEntry, pair.toEntry]))]);

  const others = new Map<number, Set<number>>();
  for (const { fromEntry, toEntry } of pairs) {
    for (const [one, other] of [[fromEntry, toEntry] as const, [toEntry, fromEntry] as const]) {
      if (!known.has(`${one}-${other}`)) others.set(one, (others.get(one) ?? new Set()).add(other));
    }
  }
  return new Map(
    [...entryOf].map(([key, entry]) => [
      key,
      [...(others.get(entry) ?? [])].flatMap((other) => settlementBy(entries.get(other))),
    ]),
  );
}

function bothWays({ fromEntry, toEntry }: MatchReading['pairs'][number]): string[] {
  return [`${fromEntry}-${toEntry}`, `${toEntry}-${fromEntry}`];
}

/** Only what lowers a debt, an entry below nothing, settles it; an entry not read yet says nothing. */
function settlementBy(entry: EntryDigest | undefined): Settlement[] {
  if (!entry || entry.amountMinor >= 0n) return [];
  const isCredit = entry.kind === 'invoice' || isClaim(entry.kind);
  return [{ by: isCredit ? 'credit-note' : 'payment', day: entry.day, amountMinor: -entry.amountMinor }];
}
