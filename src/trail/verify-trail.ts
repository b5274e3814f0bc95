import type { Work } from '../db/work.ts';
import { canonicalBytes, firstHash, linkHash } from './canonical.ts';
import { linksWithRows, unchained } from './store.ts';

export type TrailProof = {
  /** The first link that does not hold, or null when the whole chain holds. */
  readonly brokenAt: number | null;
  readonly why: 'link' | 'row' | null;
  readonly checked: number;
  /** Rows that have been written but not yet chained. */
  readonly tail: number;
};

const mostAtOnce = 5000;

/** Walks the chain from its first link and reports the first that does not hold, and the tail not yet chained. */
export async function verifyTrail(work: Work): Promise<TrailProof> {
  const tail = (await unchained(work, mostAtOnce)).length;

  let seq = 0;
  let previousHash = firstHash;
  for (;;) {
    const batch = await linksWithRows(work, seq, mostAtOnce);
    for (const { link, row } of batch) {
      const expected = linkHash(work.creditorId, seq + 1, previousHash, link.bytes);
      if (link.seq !== seq + 1 || link.previousHash !== previousHash || link.hash !== expected) {
        return { brokenAt: seq + 1, why: 'link', checked: seq, tail };
      }
      if (row === null || canonicalBytes(row) !== link.bytes)
        return { brokenAt: link.seq, why: 'row', checked: seq, tail };
      seq = link.seq;
      previousHash = link.hash;
    }
    if (batch.length < mostAtOnce) return { brokenAt: null, why: null, checked: seq, tail };
  }
}
