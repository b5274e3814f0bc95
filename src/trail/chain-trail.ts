import type { Work } from '../db/work.ts';
import { canonicalBytes, canonicalVersion, firstHash, linkHash } from './canonical.ts';
import { type ChainLink, chainHead, insertLinks, lockChain, unchained } from './store.ts';

const mostAtOnce = 5000;

/** Links the rows that have been committed since the last time. Runs beside business, so nobody waits for it. */
export async function chainTrail(work: Work): Promise<number> {
  await lockChain(work);
  const head = (await chainHead(work)) ?? { seq: 0, hash: firstHash };
  const rows = await unchained(work, mostAtOnce);

  const links: ChainLink[] = [];
  let { seq, hash: previousHash } = head;
  for (const row of rows) {
    seq += 1;
    const bytes = canonicalBytes(row);
    const hash = linkHash(canonicalVersion, work.creditorId, seq, previousHash, bytes);
    links.push({ seq, trailId: row.id, version: canonicalVersion, bytes, previousHash, hash });
    previousHash = hash;
  }

  await insertLinks(work, links);

  return links.length;
}
