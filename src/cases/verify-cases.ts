import type { Work } from '../db/work.ts';
import type { Flaw } from '../trail/proof.ts';
import { caseUnlikeEntries, invoiceUnlikeBooks } from './store-verify.ts';

/**
 * The ledger beside what stands around it: every entry has a case in its currency, and every invoice's principal and
 * clearing together are what the books showed last.
 */
export async function verifyCases(work: Work): Promise<Flaw | null> {
  const misplaced = await caseUnlikeEntries(work);
  if (misplaced !== null)
    return {
      code: 'sum',
      says: `Entries in ${misplaced.currency} name case ${misplaced.caseId}, and there is no such case.`,
    };

  const unlike = await invoiceUnlikeBooks(work);
  if (unlike === null) return null;
  return {
    code: 'sum',
    says: `Invoice ${unlike.number} (${unlike.invoiceId}) stands at ${unlike.ledgerMinor} in the ledger and at ${unlike.booksMinor} in the books as last seen (minor units, principal with clearing).`,
  };
}
