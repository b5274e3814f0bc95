import { restCase } from '../cases/rest-case.ts';
import { settleCases } from '../cases/settle-cases.ts';
import { type CaseRow, lockCase, openCaseBeside, reopenCase } from '../cases/store-cases.ts';
import { endHoldsOfKind } from '../cases/store-holds.ts';
import { settlePositions, standAgain } from '../cases/store-positions.ts';
import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { type Balance, balanceOf } from '../ledger/balance.ts';
import { moveClaims } from '../ledger/credit.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import type { Transaction } from '../ledger/posting.ts';
import { readTransactions } from '../ledger/store.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Day } from '../values/day.ts';
import { type Followed, followMoneyBack } from './follow-money-back.ts';
import { type Payment, paymentCause } from './payment.ts';
import type { MoneyBack } from './port.ts';
import { findPayment, lockPayment, setMoneyBack } from './store.ts';

export type MoneyBackOutcome =
  | 'refunded'
  | 'charged-back'
  | 'chargeback-won'
  /** The ledger says so already. */
  | 'known-already'
  /** More than was paid, another currency: nothing is posted, the case rests, a person looks. */
  | 'mismatch'
  /** It was never paid here. */
  | 'not-paid';

/**
 * What the provider has taken back of a payment, told as sums and not as steps: the ledger follows by the difference, so
 * told twice or in another order it ends the same. The debt is owed again exactly where the payment had covered it; its
 * case is open again and rests until a member has looked, so the debtor gets no letter by itself.
 */
export async function recordMoneyBack(work: Work, paymentId: string, told: MoneyBack): Promise<MoneyBackOutcome> {
  const seen = await findPayment(work, paymentId);
  const aCase = seen && (await lockCase(work, seen.caseId));
  const payment = await lockPayment(work, paymentId);
  if (!aCase || payment?.state !== 'paid') return 'not-paid';
  const today = await creditorToday(work);
  const posted = (await readTransactions(work, [aCase.id])).get(aCase.id) ?? [];
  const paid = posted.find((each) => each.cause === paymentCause(payment.id));
  if (!paid) return 'not-paid';

  const { refundedMinor, chargedBackMinor } = told;
  if (refundedMinor === payment.refundedMinor && chargedBackMinor === payment.chargedBackMinor) return 'known-already';
  if (told.currency !== payment.currency || refundedMinor + chargedBackMinor > payment.amountMinor) {
    await restCase(work, aCase.id, 'unmatched-money', null, null);
    return 'mismatch';
  }
  const followed = followMoneyBack({ payment, told, posted, paid, today });

  await postTransactions(work, [{ caseId: aCase.id, currency: aCase.currency, transactions: followed.transactions }]);
  await setMoneyBack(work, payment.id, refundedMinor, chargedBackMinor);
  const after = [...posted, ...followed.transactions];
  const homeId = await settleWhere(work, { payment, aCase, after, followed, today });

  for (const { what, minor } of followed.news)
    await recordTrail(work, {
      what,
      caseId: homeId,
      debtorId: payment.debtorId,
      subjectId: payment.id,
      details: { amountMinor: minor.toString(), currency: payment.currency },
    });
  return followed.outcome;
}

type Standing = {
  readonly payment: Payment;
  readonly aCase: CaseRow;
  readonly after: readonly Transaction[];
  readonly followed: Followed;
  readonly today: Day;
};

/** Where the debt stands now: owed again and looked at by a person, or paid again. Answers the case's id. */
async function settleWhere(work: Work, standing: Standing): Promise<string> {
  const { payment, aCase, after, followed, today } = standing;
  const balance = balanceOf(after);
  if (!followed.grows) {
    await settlePositions(work, touched(followed, balance, 'paid'));
    if (payment.chargedBackMinor + payment.refundedMinor + followed.growthMinor === 0n)
      await endHoldsOfKind(work, payment.debtorId, 'payment-reversed', 'chargeback-won');
    await settleCases(work, [aCase.id], 'paid');
    return aCase.id;
  }
  // What was refunded of an overpayment is nobody's debt.
  if (balance.owedMinor <= 0n && balance.principalMinor <= 0n) return aCase.id;
  const homeId = await openAgain(work, aCase, after, today);
  await standAgain(work, aCase.id, homeId, touched(followed, balance, 'owed'), today);
  await restCase(work, homeId, 'payment-reversed', null, null, {
    beforeMinor: '0',
    afterMinor: followed.growthMinor.toString(),
    currency: payment.currency,
  });
  return homeId;
}

/** Invoices whose principal these postings changed and which are owed, or paid, now. */
function touched({ transactions }: Followed, balance: Balance, now: 'owed' | 'paid'): string[] {
  const ids = new Set<string>();
  for (const { postings } of transactions)
    for (const { account, invoiceId } of postings)
      if (account === 'principal' && invoiceId !== null) ids.add(invoiceId);
  return [...ids].filter((id) => (balance.principalByInvoice.get(id) ?? 0n) > 0n === (now === 'owed'));
}

/** The case itself, open again; or, where the debtor has another open one in its currency, that one with all that is owed. */
async function openAgain(work: Work, aCase: CaseRow, after: readonly Transaction[], today: Day): Promise<string> {
  if (aCase.closedAt === null) return aCase.id;
  if (await reopenCase(work, aCase)) {
    await recordTrail(work, { what: 'case-reopened', caseId: aCase.id, debtorId: aCase.debtorId });
    return aCase.id;
  }
  const other = (await openCaseBeside(work, aCase))!;
  const move = moveClaims({
    key: `${aCase.id}:${after.length}`,
    valueDay: today,
    from: after,
    only: ['principal', 'fee', 'interest', 'compensation', 'credit'],
  });
  if (move)
    await postTransactions(work, [
      { caseId: aCase.id, currency: aCase.currency, transactions: [move.out] },
      { caseId: other, currency: aCase.currency, transactions: [move.into] },
    ]);
  return other;
}
