import type { Work } from '../db/work.ts';
import { type Head, linkHolds, noHead } from '../trail/chain.ts';
import { anchorFlaw, type Flaw, type KeptHead, type Proof } from '../trail/proof.ts';
import { type Account, isDebtorAccount } from './accounts.ts';
import { type LinkedTransaction, ledgerLinksWithRows, unchainedTransactions } from './store-chain.ts';
import {
  type CaseSums,
  caseSums,
  causePostedTwice,
  type LooseTransactions,
  looseTransactions,
} from './store-verify.ts';
import { type StoredTransaction, transactionBytes } from './transaction-bytes.ts';

const mostAtOnce = 2500;

/**
 * Follows the ledger's chain from its first link, each beside its transaction and entries, and answers with the first that
 * does not hold. Then the sums: each transaction adds up to nothing per currency and belongs to its case, each cause is
 * posted once, and what the database adds up per case is the fold of the entries that were chained or wait. Then the heads
 * of `kept`. Wants a transaction that sees one moment throughout. How the ledger stands beside the books: cases/verify-cases.
 */
export async function verifyLedger(work: Work, kept: readonly KeptHead[] = []): Promise<Proof> {
  const loose = await looseTransactions(work);
  const wanted = new Set(kept.map(({ seq }) => seq));
  const hashAt = new Map<number, string>();
  const folded = new Map<string, Sums>();
  let head: Head = noHead;
  let rows = 0;
  let next = ledgerLinksWithRows(work, 0, mostAtOnce);
  for (;;) {
    const batch = await next;
    const last = batch.at(-1);
    // Asked before this batch is looked at: the database reads while we hash.
    if (last) next = ledgerLinksWithRows(work, last.link.seq, mostAtOnce);
    for (const linked of batch) {
      const flaw = flawOf(work.creditorId, linked, head);
      if (flaw !== null) {
        await next;
        return { chain: 'ledger', flaw, rows, waiting: loose.waiting, head };
      }
      head = { seq: linked.link.seq, hash: linked.link.hash };
      if (wanted.has(head.seq)) hashAt.set(head.seq, head.hash);
      rows += linked.transaction!.entries.length;
      fold(folded, linked.transaction!);
    }
    if (!last) break;
  }
  const waiting = (await unchainedTransactions(work, loose.waiting)).map(({ transaction }) => transaction);
  for (const transaction of waiting) fold(folded, transaction);
  const flaw =
    flawOfLoose(loose) ??
    waiting.map(flawOfTransaction).find((found) => found !== null) ??
    (await flawOfCauses(work)) ??
    (await flawOfBalances(work, folded)) ??
    anchorFlaw(kept, hashAt, head);
  return { chain: 'ledger', flaw, rows, waiting: loose.waiting, head };
}

function flawOf(creditorId: string, { link, transaction }: LinkedTransaction, before: Head): Flaw | null {
  const place = before.seq + 1;
  if (link.seq !== place) return { code: 'link', says: `Link ${place} is missing; the next is ${link.seq}.` };
  if (!linkHolds(creditorId, link, before))
    return { code: 'link', says: `Link ${place} (transaction ${link.rowId}) does not follow from the link before it.` };
  if (transaction === null)
    return { code: 'row', says: `Transaction ${link.rowId} is gone; link ${place} stands for it.` };
  if (transactionBytes(transaction) !== link.bytes)
    return {
      code: 'row',
      says: `Transaction ${transaction.id} (${transaction.cause}), or an entry of it, no longer reads as link ${place} has it.`,
    };
  return flawOfTransaction(transaction);
}

function flawOfLoose({ unlinked, twice, missing, orphaned }: LooseTransactions): Flaw | null {
  if (unlinked !== null)
    return {
      code: 'unlinked',
      says: `Transaction ${unlinked} has no link and does not wait for one: put in, or its link is gone.`,
    };
  if (twice !== null) return { code: 'twice', says: `Transaction ${twice} has more than one link.` };
  if (missing !== null)
    return { code: 'waiting', says: `Transaction ${missing} waits to be chained, and is not there.` };
  if (orphaned !== null)
    return { code: 'row', says: `There are entries of transaction ${orphaned}, and it is not there.` };
  return null;
}

async function flawOfCauses(work: Work): Promise<Flaw | null> {
  const twice = await causePostedTwice(work);
  return twice === null ? null : sumFlaw(`The cause ${twice} was posted more than once.`);
}

/** A transaction has entries, all of its own case, and they add up to nothing in each currency. */
function flawOfTransaction({ id, caseId, entries }: StoredTransaction): Flaw | null {
  if (entries.length === 0) return sumFlaw(`Transaction ${id} has no entries.`);
  const byCurrency = new Map<string, bigint>();
  for (const [, itsCase, , , amountMinor, currency] of entries) {
    if (itsCase !== caseId) return sumFlaw(`Transaction ${id} has an entry of another case than its own.`);
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + BigInt(amountMinor));
  }
  const off = [...byCurrency].find(([, minor]) => minor !== 0n);
  return off ? sumFlaw(`Transaction ${id} is off by ${off[1]} (minor units of ${off[0]}).`) : null;
}

type Sums = { owedMinor: bigint; otherMinor: bigint };

function fold(folded: Map<string, Sums>, { entries }: StoredTransaction): void {
  for (const [, caseId, , account, amountMinor] of entries) {
    const sums = folded.get(caseId) ?? { owedMinor: 0n, otherMinor: 0n };
    if (isDebtorAccount(account as Account)) sums.owedMinor += BigInt(amountMinor);
    else sums.otherMinor += BigInt(amountMinor);
    folded.set(caseId, sums);
  }
}

/** What the database adds up per case is what the entries themselves add up to, nothing more and nothing less. */
async function flawOfBalances(work: Work, folded: ReadonlyMap<string, Sums>): Promise<Flaw | null> {
  const summed: ReadonlyMap<string, CaseSums> = await caseSums(work);
  for (const caseId of new Set([...folded.keys(), ...summed.keys()])) {
    const [ours, theirs] = [folded.get(caseId), summed.get(caseId)];
    if (ours?.owedMinor !== theirs?.owedMinor || ours?.otherMinor !== theirs?.otherMinor)
      return sumFlaw(
        `Case ${caseId} owes ${theirs?.owedMinor ?? 0n} by the database's sum and ${ours?.owedMinor ?? 0n} by its entries (minor units).`,
      );
  }
  return null;
}

function sumFlaw(says: string): Flaw {
  return { code: 'sum', says };
}
