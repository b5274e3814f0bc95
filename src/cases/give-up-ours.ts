import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { oursGivenUp, oursLeft } from './ours-given-up.ts';
import { readStatement } from './read-statement.ts';
import { casesWithoutDebt, closeCase, lockCase, setPaymentUntil } from './store-cases.ts';

/** A member gives up what is left of ours on a case whose invoices are paid; the case ends. Refuses any other case. */
export async function giveUpOurs(work: Work, caseId: string): Promise<Act> {
  await lockCase(work, caseId);
  const [aCase] = await casesWithoutDebt(work, [caseId]);
  const today = await creditorToday(work);

  if (!aCase) return notActed('gone');
  const stated = await readStatement(work, aCase);
  const oursMinor = oursLeft(stated);

  const transactions = oursMinor > 0n ? oursGivenUp(caseId, stated, today) : [];
  await postTransactions(work, [{ caseId, currency: aCase.currency, transactions }]);
  await setPaymentUntil(work, caseId, null);
  await closeCase(work, caseId, 'given-up');

  await recordTrail(work, {
    what: 'ours-given-up',
    caseId,
    debtorId: aCase.debtorId,
    details: { oursMinor: oursMinor.toString(), currency: aCase.currency },
  });
  return acted(null);
}
