/**
 * What the books know a debt by. A booked invoice has its number. A claim that was booked by hand has none of its own: it is
 * known by its line of the debtor ledger, written "entry 91155", so that a number somebody typed on it is never taken for an invoice's.
 */
import type { RefusedRow } from './port.ts';

export type Keyed = {
  readonly number: string;
  /** The line of the ledger that is the claim; null on a booked invoice. */
  readonly entry: number | null;
};

export function invoiceKey({ number, entry }: Keyed): string {
  return entry === null ? number : claimKey(entry);
}

export function claimKey(entry: number | string): string {
  return `entry ${entry}`;
}

/** Rows of claims that could not be read, named by their entries, under the keys the mirror has for them. */
export function refusedClaims(rows: readonly RefusedRow[]): RefusedRow[] {
  return rows.map(({ key, what }) => ({ key: claimKey(key), what }));
}

/** Numbers of booked invoices, and entries of claims. */
export function sortedKeys(keys: readonly string[]): { readonly numbers: string[]; readonly entries: number[] } {
  const numbers: string[] = [];
  const entries: number[] = [];
  for (const key of keys) {
    const entry = /^entry (\d{1,15})$/.exec(key)?.[1];
    if (entry === undefined) numbers.push(key);
    else entries.push(Number(entry));
  }
  return { numbers, entries };
}
