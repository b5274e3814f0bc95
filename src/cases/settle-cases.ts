import { creditorToday, readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import type { Decision } from '../ladder/decide.ts';
import { stop } from '../ladder/verdict.ts';
import { keepCredit } from '../ledger/credit.ts';
import { givesUp } from '../ledger/ours-left.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import type { Transaction } from '../ledger/posting.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Day } from '../values/day.ts';
import { oursInSurplus } from './books-surplus.ts';
import { oursGivenUp, oursLeft } from './ours-given-up.ts';
import { type CaseStatement, readStatement } from './read-statement.ts';
import { type CaseRow, casesWithoutDebt, closeCase, setPaymentUntil } from './store-cases.ts';
import { readStandings } from './store-facts.ts';
import { endOpenProposals } from './store-proposals.ts';
import { insertVerdicts, updateJudged } from './store-verdicts.ts';

const verdict = stop({ code: 'settled', invoice: '' });
const paid: Decision = { verdict, guard: 'debt-remains', answers: [{ guard: 'debt-remains', group: 'debt', verdict }] };

/**
 * Ends those of these cases in which no principal is owed any more. What is left of ours is given up where the creditor's
 * setting says so, and that is on the trail; else the case stays open for a person, as it does when money in the books may
 * be exactly what is left. No letter ever goes for fees alone.
 */
export async function settleCases(work: Work, caseIds: readonly string[], why: string): Promise<void> {
  const cases = await casesWithoutDebt(work, caseIds);
  if (cases.length === 0) return;
  const today = await creditorToday(work);
  const { baseCurrency } = await readCreditor(work);
  const { oursLeft: policy } = await readSettings(work);
  for (const aCase of cases) {
    const stated = await readStatement(work, aCase);
    const [standing] = await readStandings(work, [aCase.debtorId]);

    const oursMinor = oursLeft(stated);
    await endLetters(work, aCase);
    const offered = oursInSurplus(standing!.debtor, stated, baseCurrency) !== null;
    if (offered || !givesUp(policy, aCase.currency, oursMinor)) {
      await recordTrail(work, {
        what: 'ours-left',
        caseId: aCase.id,
        debtorId: aCase.debtorId,
        details: { oursMinor: oursMinor.toString(), currency: aCase.currency },
      });
      continue;
    }

    const transactions = closingPostings(aCase.id, stated, today);
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

/** Ours is given up, and what was paid of a claim that was taken back since is the debtor's. */
function closingPostings(caseId: string, stated: CaseStatement, today: Day): Transaction[] {
  const givenUp = oursLeft(stated) > 0n ? oursGivenUp(caseId, stated, today) : [];
  const transactions = [...stated.transactions, ...givenUp];
  const kept = keepCredit({ cause: `credit-kept:${caseId}:${transactions.length}`, valueDay: today, transactions });
  return kept ? [...givenUp, kept] : givenUp;
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
