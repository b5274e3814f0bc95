import type { Work } from '../db/work.ts';
import { linksAfter, noHead } from '../trail/chain.ts';
import { lockChain } from '../trail/store-chain.ts';
import { insertLedgerLinks, ledgerHead, unchainedTransactions } from './store-chain.ts';
import { transactionBytes, transactionVersion } from './transaction-bytes.ts';

const mostAtOnce = 2500;

/**
 * Links the transactions that have been committed since the last time, each with its entries: what chainTrail does for the
 * trail, for the ledger. Answers how many; the same again until it is 0 leaves nothing behind.
 */
export async function chainLedger(work: Work): Promise<number> {
  await lockChain(work, 'ledger');
  const head = (await ledgerHead(work)) ?? noHead;
  const waiting = await unchainedTransactions(work, mostAtOnce);

  const links = linksAfter(
    work.creditorId,
    head,
    transactionVersion,
    waiting.map(({ transaction }) => ({ id: transaction.id, bytes: transactionBytes(transaction) })),
  );

  await insertLedgerLinks(
    work,
    links,
    waiting.map(({ place }) => place),
  );

  return links.length;
}
