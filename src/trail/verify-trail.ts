import type { Work } from '../db/work.ts';
import { canonicalBytes, firstHash, linkHash, privateHash } from './canonical.ts';
import { countUnchained, type Linked, linksWithRows } from './store.ts';

export type TrailProof = {
  /** The first link that does not hold, or null when the whole chain holds. */
  readonly brokenAt: number | null;
  /** The link itself, the row it stands for, or the private body beside that row. */
  readonly why: Flaw | null;
  readonly checked: number;
  /** Rows that have been written but not yet chained. One that stays or grows while chainTrail runs: links were cut off. */
  readonly tail: number;
};
type Flaw = 'link' | 'row' | 'private';

const mostAtOnce = 5000;

/**
 * Walks the chain from its first link and reports the first that does not hold, and the tail not yet chained. An erased
 * private body is no flaw. What no chain can show by itself: a rewrite of the whole of it, and its newest rows taken away
 * together with their links. Those show only against a head that was kept elsewhere.
 */
export async function verifyTrail(work: Work): Promise<TrailProof> {
  const tail = await countUnchained(work);

  let seq = 0;
  let previousHash = firstHash;
  for (;;) {
    const batch = await linksWithRows(work, seq, mostAtOnce);
    for (const linked of batch) {
      const why = flawOf(work.creditorId, linked, seq + 1, previousHash);
      if (why !== null) return { brokenAt: seq + 1, why, checked: seq, tail };
      seq += 1;
      previousHash = linked.link.hash;
    }
    if (batch.length < mostAtOnce) return { brokenAt: null, why: null, checked: seq, tail };
  }
}

function flawOf(creditorId: string, { link, row, personal }: Linked, seq: number, previousHash: string): Flaw | null {
  const expected = linkHash(link.version, creditorId, seq, previousHash, link.bytes);
  if (link.seq !== seq || link.previousHash !== previousHash || link.hash !== expected) return 'link';
  if (row === null || canonicalBytes(row) !== link.bytes) return 'row';
  if (personal !== null && row.privateHash !== privateHash(personal.salt, personal.body)) return 'private';
  return null;
}
