import { creditorToday, readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import { receiveOurs } from '../ledger/waiver.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { booksSurplus, oursInSurplus } from './books-surplus.ts';
import { decideDebtor } from './decide-debtor.ts';
import { interestToDate } from './ours-given-up.ts';
import { readStatement } from './read-statement.ts';
import { settleCases } from './settle-cases.ts';
import { lockCase } from './store-cases.ts';
import { readStandings } from './store-facts.ts';
import { endHoldsOfKind } from './store-holds.ts';

/**
 * A member has seen in the books that money which matches no invoice is our fees and interest: they are received, the
 * holds for unmatched money end, and the books' shortfall of that size is looked at. `seenMinor` is the sum on the page.
 * Refuses when the sums no longer fit; pressed twice, it happens once.
 */
export async function markAsOurs(work: Work, caseId: string, seenMinor: bigint): Promise<Act> {
  const aCase = await lockCase(work, caseId);
  if (aCase === null || aCase.closedAt !== null) return notActed('gone');
  const { baseCurrency } = await readCreditor(work);
  const today = await creditorToday(work);
  const stated = await readStatement(work, aCase);
  const [standing] = await readStandings(work, [aCase.debtorId]);

  const debtor = standing!.debtor;
  const oursMinor = oursInSurplus(debtor, stated, baseCurrency);
  if (oursMinor === null || oursMinor !== seenMinor) return notActed('sums-changed');

  const transactions = receiveOurs({
    cause: `paid-in-books:${caseId}:${stated.transactions.length}`,
    valueDay: today,
    transactions: stated.transactions,
    interest: interestToDate(stated),
  });
  await postTransactions(work, [{ caseId, currency: aCase.currency, transactions }]);
  const leftMinor = booksSurplus(debtor, stated) - oursMinor;
  if (leftMinor === 0n) await endHoldsOfKind(work, aCase.debtorId, 'unmatched-money', 'our-fee');
  await decideDebtor(work, aCase.debtorId, {
    kind: 'shortfall-accepted',
    minor: debtor.decisions.shortfallAcceptedMinor + oursMinor,
  });
  await recordTrail(work, {
    what: 'ours-paid-in-books',
    caseId,
    debtorId: aCase.debtorId,
    details: { oursMinor: oursMinor.toString(), currency: aCase.currency },
  });
  await settleCases(work, [caseId], 'paid');
  return acted(null);
}
