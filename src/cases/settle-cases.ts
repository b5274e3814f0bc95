import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import type { Decision } from '../ladder/decide.ts';
import { stop } from '../ladder/verdict.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { oursGivenUp, oursLeft } from './ours-given-up.ts';
import { readStatement } from './read-statement.ts';
import { type CaseRow, casesWithoutDebt, closeCase, setPaymentUntil } from './store-cases.ts';
import { endOpenProposals } from './store-proposals.ts';
import { insertVerdicts, updateJudged } from './store-verdicts.ts';

/** Fees and interest left when the principal is paid are given up below this; above it a person decides. Minor units. */
export const waivedBelowMinor = 50000n;

const verdict = stop({ code: 'settled', invoice: '' });
const paid: Decision = { verdict, guard: 'debt-remains', answers: [{ guard: 'debt-remains', group: 'debt', verdict }] };

/**
 * Ends those of these cases in which no principal is owed any more. Small sums of ours are waived, and said so on the
 * trail; larger ones keep the case open for a person. No letter ever goes for fees alone.
 */
export async function settleCases(work: Work, caseIds: readonly string[], why: string): Promise<void> {
  const today = await creditorToday(work);
  for (const aCase of await casesWithoutDebt(work, caseIds)) {
    const stated = await readStatement(work, aCase);

    const oursMinor = oursLeft(stated);
    await endLetters(work, aCase);
    if (oursMinor > waivedBelowMinor) {
      await recordTrail(work, {
        what: 'ours-left',
        caseId: aCase.id,
        debtorId: aCase.debtorId,
        details: { oursMinor: oursMinor.toString(), currency: aCase.currency },
      });
      continue;
    }

    const transactions = oursMinor > 0n ? oursGivenUp(aCase.id, stated, today) : [];
    await postTransactions(work, [{ caseId: aCase.id, currency: aCase.currency, transactions }]);
    await setPaymentUntil(work, aCase.id, null);
    await closeCase(work, aCase.id, why);

    await recordTrail(work, {
      what: 'case-closed',
      caseId: aCase.id,
      debtorId: aCase.debtorId,
      details: { why, waivedMinor: oursMinor > 0n ? oursMinor.toString() : '0', currency: aCase.currency },
    });
  }
}

/** A letter that waited for its hour does not simply vanish: the guard it failed at is kept with it, as if it had been asked. */
async function endLetters(work: Work, { id: caseId, debtorId, currency }: CaseRow): Promise<void> {
  const ended = await endOpenProposals(work, debtorId, currency, 'paid');
  const judged = ended.map(
    (proposalId) => ({ proposalId, decision: paid, status: 'void', lookAgainAt: null }) as const,
  );
  await insertVerdicts(work, 'mirror', judged);
  await updateJudged(work, judged);
  for (const subjectId of ended)
    await recordTrail(work, { what: 'letter-ended', caseId, debtorId, subjectId, details: { why: 'paid' } });
}
