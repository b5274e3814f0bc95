import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { balanceOf } from '../ledger/balance.ts';
import { payCreditBack as creditPaidBack } from '../ledger/credit.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import { readTransactions } from '../ledger/store.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { lockCase } from './store-cases.ts';

/** A member says that the debtor has got back what was paid too much, by a transfer we do not see. Refuses where there is none. */
export async function payCreditBack(work: Work, caseId: string): Promise<Act> {
  const aCase = await lockCase(work, caseId);
  const today = await creditorToday(work);
  const posted = (await readTransactions(work, [caseId])).get(caseId) ?? [];

  const cause = `credit-paid-back:${caseId}:${posted.length}`;
  const transaction = creditPaidBack({ cause, valueDay: today, transactions: posted });
  if (aCase === null || transaction === null) return notActed('gone');

  await postTransactions(work, [{ caseId, currency: aCase.currency, transactions: [transaction] }]);

  await recordTrail(work, {
    what: 'credit-paid-back',
    caseId,
    debtorId: aCase.debtorId,
    details: { minor: (-balanceOf(posted).creditMinor).toString(), currency: aCase.currency },
  });
  return acted(null);
}
