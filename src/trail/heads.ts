/**
 * The heads of all chains on a day, as lines of text: what is kept elsewhere, in a file or in a log, so that nobody who
 * holds the database can write its past anew unseen. No personal data: creditor, chain, place, hash, day.
 */
import type { Day } from '../values/day.ts';
import type { ChainName, Head } from './chain.ts';
import type { KeptHead } from './proof.ts';

export type ChainHead = Head & { readonly creditorId: string; readonly chain: ChainName };

/** "head 2026-11-25 <creditor> trail 1204 <hash>" */
export function headLine(day: Day, { creditorId, chain, seq, hash }: ChainHead): string {
  return `head ${day} ${creditorId} ${chain} ${seq} ${hash}`;
}

const line =
  /\bhead (\d{4}-\d\d-\d\d) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (trail|ledger) (\d+) ([0-9a-f]{64})\b/g;

/** Every head that stands in a text, by chain; what else stands there, a log's own words, is passed over. */
export function headsIn(text: string): Map<string, KeptHead[]> {
  const found = new Map<string, KeptHead[]>();
  for (const [, day = '', creditorId = '', chain = '', seq, hash = ''] of text.matchAll(line)) {
    const key = chainKey({ creditorId, chain: chain as ChainName });
    const heads = found.get(key) ?? [];
    heads.push({ day, seq: Number(seq), hash });
    found.set(key, heads);
  }
  return found;
}

/** One chain among those of all creditors. */
export function chainKey({ creditorId, chain }: Pick<ChainHead, 'creditorId' | 'chain'>): string {
  return `${chain} ${creditorId}`;
}
