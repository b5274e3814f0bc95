/**
 * A chain of links, the trail's and the ledger's alike: each binds the creditor, its place, the link before it and the
 * stored bytes of the row it stands for. Pure; the stores keep the links.
 */
import { firstHash, linkHash } from './canonical.ts';

export type ChainName = 'trail' | 'ledger';

/** Where a chain ends. */
export type Head = { readonly seq: number; readonly hash: string };

/** The head of a chain that has no link yet. */
export const noHead: Head = { seq: 0, hash: firstHash };

export type ChainLink<Id> = {
  readonly seq: number;
  readonly rowId: Id;
  readonly version: number;
  readonly bytes: string;
  readonly previousHash: string;
  readonly hash: string;
};

/** The links that carry on after `head`, one for each row in the order given. */
export function linksAfter<Id>(
  creditorId: string,
  head: Head,
  version: number,
  rows: readonly { readonly id: Id; readonly bytes: string }[],
): ChainLink<Id>[] {
  let { seq, hash: previousHash } = head;
  return rows.map(({ id, bytes }) => {
    seq += 1;
    const link = { seq, rowId: id, version, bytes, previousHash };
    previousHash = linkHash(version, creditorId, seq, previousHash, bytes);
    return { ...link, hash: previousHash };
  });
}

/** Does this link stand directly after `before`, and is its hash the one its parts give? */
export function linkHolds(creditorId: string, link: ChainLink<unknown>, before: Head): boolean {
  return (
    link.seq === before.seq + 1 &&
    link.previousHash === before.hash &&
    link.hash === linkHash(link.version, creditorId, link.seq, before.hash, link.bytes)
  );
}
