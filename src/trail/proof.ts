/** What a verification finds: that all holds, or the first thing that does not, in a sentence. */
import type { ChainName, Head } from './chain.ts';

export type FlawCode =
  /** A link is missing, or does not follow from the one before it. */
  | 'link'
  /** The row a link stands for is gone, or no longer reads as it was chained. */
  | 'row'
  /** The private body beside a row is not the one whose hash is in the row. */
  | 'private'
  /** A row that no link stands for and that nobody announced: put in, or its link was cut off. */
  | 'unlinked'
  /** A row that two links stand for. */
  | 'twice'
  /** A row that was announced for chaining is not there. */
  | 'waiting'
  /** A head that was kept elsewhere is not in the chain: its newest part was cut off, or all of it was written anew. */
  | 'anchor'
  /** The ledger's sums: a transaction, a case, a cause, an invoice beside its books. */
  | 'sum';

export type Flaw = { readonly code: FlawCode; readonly says: string };

export type Proof = {
  readonly chain: ChainName;
  /** The first thing that does not hold, or null. */
  readonly flaw: Flaw | null;
  /** Rows found as they were chained: rows of the trail, or entries of the ledger. */
  readonly rows: number;
  /** Rows that are written and wait for the sequencer. */
  readonly waiting: number;
  /** Where the chain ends, as far as it was followed. */
  readonly head: Head;
};

/** A head that was kept elsewhere, and the day it was kept. */
export type KeptHead = Head & { readonly day: string };

/** A flaw found while a chain was followed to `head`: kept heads that it passed and does not have. */
export function anchorFlaw(kept: readonly KeptHead[], hashAt: ReadonlyMap<number, string>, head: Head): Flaw | null {
  const inOrder = kept.toSorted((a, b) => a.seq - b.seq);
  const broken = inOrder.find(({ seq, hash }) => hashAt.get(seq) !== hash);
  if (broken === undefined) return null;
  if (broken.seq > head.seq) {
    return {
      code: 'anchor',
      says: `The head kept on ${broken.day} was link ${broken.seq}, and the chain ends at ${head.seq}: its newest part was cut off.`,
    };
  }
  const good = inOrder.findLast(({ seq }) => seq < broken.seq);
  const since = good === undefined ? 'anywhere up to there' : `after link ${good.seq}, which stands as on ${good.day}`;
  return {
    code: 'anchor',
    says: `Link ${broken.seq} is not the one kept on ${broken.day}: the chain was written anew, ${since}.`,
  };
}
