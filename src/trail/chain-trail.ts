import type { Work } from '../db/work.ts';
import { canonicalBytes, canonicalVersion } from './canonical.ts';
import { linksAfter, noHead } from './chain.ts';
import { chainHead, insertLinks, lockChain, unchained } from './store-chain.ts';

const mostAtOnce = 5000;

/**
 * Links the rows that have been committed since the last time, in the order in which they were written; one that commits
 * after later ones were linked comes behind them. Runs beside business, so nobody waits for it. Answers how many; the
 * same again until it is 0 leaves nothing behind. Killed at any point it has done nothing, and the next goes on.
 */
export async function chainTrail(work: Work): Promise<number> {
  await lockChain(work, 'trail');
  const head = (await chainHead(work)) ?? noHead;
  const waiting = await unchained(work, mostAtOnce);

  const links = linksAfter(
    work.creditorId,
    head,
    canonicalVersion,
    waiting.map(({ row }) => ({ id: row.id, bytes: canonicalBytes(row) })),
  );

  await insertLinks(
    work,
    links,
    waiting.map(({ place }) => place),
  );

  return links.length;
}
