import type { Work } from '../db/work.ts';
import { canonicalBytes, privateHash } from './canonical.ts';
import { type Head, linkHolds, noHead } from './chain.ts';
import { anchorFlaw, type Flaw, type KeptHead, type Proof } from './proof.ts';
import { type Linked, type Loose, linksWithRows, looseEnds } from './store-chain.ts';

const mostAtOnce = 5000;

/**
 * Follows the chain from its first link, each beside its row and the private body there, and answers with the first that
 * does not hold; then that every row is linked once or waits, and that every head of `kept` is in the chain. An erased
 * private body is no flaw. Without a kept head no chain can show a rewrite of the whole of it, or its newest rows taken
 * away together with their links. Wants a transaction that sees one moment throughout.
 */
export async function verifyTrail(work: Work, kept: readonly KeptHead[] = []): Promise<Proof> {
  const loose = await looseEnds(work);
  const wanted = new Set(kept.map(({ seq }) => seq));
  const hashAt = new Map<number, string>();
  let head: Head = noHead;
  let next = linksWithRows(work, 0, mostAtOnce);
  for (;;) {
    const batch = await next;
    const last = batch.at(-1);
    // Asked before this batch is looked at: the database reads while we hash.
    if (last) next = linksWithRows(work, last.link.seq, mostAtOnce);
    for (const linked of batch) {
      const flaw = flawOf(work.creditorId, linked, head);
      if (flaw !== null) {
        await next;
        return { chain: 'trail', flaw, rows: head.seq, waiting: loose.waiting, head };
      }
      head = { seq: linked.link.seq, hash: linked.link.hash };
      if (wanted.has(head.seq)) hashAt.set(head.seq, head.hash);
    }
    if (!last) break;
  }
  const flaw = flawOfLoose(loose) ?? anchorFlaw(kept, hashAt, head);
  return { chain: 'trail', flaw, rows: head.seq, waiting: loose.waiting, head };
}

function flawOf(creditorId: string, { link, row, personal }: Linked, before: Head): Flaw | null {
  const place = before.seq + 1;
  if (link.seq !== place) return { code: 'link', says: `Link ${place} is missing; the next is ${link.seq}.` };
  if (!linkHolds(creditorId, link, before))
    return { code: 'link', says: `Link ${place} (row ${link.rowId}) does not follow from the link before it.` };
  if (row === null) return { code: 'row', says: `Row ${link.rowId} is gone; link ${place} stands for it.` };
  if (canonicalBytes(row) !== link.bytes)
    return { code: 'row', says: `Row ${row.id} (${row.what}) no longer reads as link ${place} has it.` };
  if (personal !== null && row.privateHash !== privateHash(personal.salt, personal.body))
    return { code: 'private', says: `What was said beside row ${row.id} (${row.what}) is not what was written there.` };
  return null;
}

function flawOfLoose({ unlinked, twice, missing }: Loose): Flaw | null {
  if (unlinked !== null)
    return {
      code: 'unlinked',
      says: `Row ${unlinked} has no link and does not wait for one: put in, or its link is gone.`,
    };
  if (twice !== null) return { code: 'twice', says: `Row ${twice} has more than one link.` };
  if (missing !== null) return { code: 'waiting', says: `Row ${missing} waits to be chained, and is not there.` };
  return null;
}
