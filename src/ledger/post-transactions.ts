import type { Work } from '../db/work.ts';
import { isBalanced } from './posting.ts';
import { appendTransactions, type CasePostings } from './store.ts';

/**
 * Appends transactions to the ledgers of cases, in the transaction in which their cause happens. The same cause again
 * posts nothing. Throws on one that does not balance: that is a bug of ours.
 */
export async function postTransactions(work: Work, cases: readonly CasePostings[]): Promise<void> {
  for (const { transactions } of cases) {
    for (const transaction of transactions) {
      if (!isBalanced(transaction)) throw new Error(`transaction ${transaction.cause} does not balance`);
    }
  }

  await appendTransactions(work, cases);
}
