import { readStatement } from '../cases/read-statement.ts';
import { settleCases } from '../cases/settle-cases.ts';
import { type CaseRow, readCase } from '../cases/store-cases.ts';
import { endHoldsOfInvoices } from '../cases/store-holds.ts';
import { settlePositions } from '../cases/store-positions.ts';
import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import type { SpreadPayment } from '../ledger/allocation.ts';
import { allocatePayment } from '../ledger/allocation.ts';
import { balanceOf } from '../ledger/balance.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import type { Transaction } from '../ledger/posting.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Day } from '../values/day.ts';
import { type Payment, paymentCause } from './payment.ts';
import { refreshFlight } from './refresh-flight.ts';
import { markPaid } from './store.ts';

/**
 * The money is there: entries to clearing and received, invoices that owe nothing more leave their ladder, the case ends
 * when it is empty, and the receipt is handed on. The caller has locked case and payment and compared the amounts.
 */
export async function receivePayment(work: Work, payment: Payment, providerPayment: string | null): Promise<void> {
  const aCase = await readCase(work, payment.caseId);
  if (!aCase) throw new Error('a payment without a case');
  const today = await creditorToday(work);
  const { transactions } = await readStatement(work, aCase);

  const spread = await spreadOf(work, payment, aCase, transactions, today);
  const after = balanceOf([...transactions, ...spread.transactions]);
  const settled = spread.shares.flatMap(({ account, invoiceId }) =>
    account === 'principal' && invoiceId !== null && (after.principalByInvoice.get(invoiceId) ?? 0n) <= 0n
      ? [invoiceId]
      : [],
  );

  await postTransactions(work, [{ caseId: aCase.id, currency: aCase.currency, transactions: spread.transactions }]);
  await markPaid(work, payment.id, providerPayment);
  await settlePositions(work, settled);
  await endHoldsOfInvoices(work, settled, 'paid');
  await settleCases(work, [aCase.id], 'paid');
  await refreshFlight(work, payment);

  await recordTrail(work, {
    what: 'payment-received',
    caseId: aCase.id,
    debtorId: payment.debtorId,
    subjectId: payment.id,
    details: {
      amountMinor: payment.amountMinor.toString(),
      currency: payment.currency,
      settled: settled.length,
      keptMinor: (-after.creditMinor).toString(),
    },
  });
  await work.enqueue('send-receipt', { creditorId: work.creditorId, subjectId: payment.id });
}

/**
 * The sum was worked out when the debtor pressed "pay": interest is claimed as of that day, so that a payment over
 * midnight leaves no principal behind. What is more than the chosen invoices owe goes to the others before it is kept.
 */
async function spreadOf(
  work: Work,
  payment: Payment,
  aCase: CaseRow,
  transactions: readonly Transaction[],
  today: Day,
): Promise<SpreadPayment> {
  const agreed = await readStatement({ ...work, now: payment.startedAt }, aCase);
  const claimed = balanceOf(transactions).interestClaimedByInvoice;
  const invoices = agreed.invoices.map(({ invoiceId, dueDay }) => {
    const total = agreed.statement.lines.find((line) => line.invoiceId === invoiceId)?.interest?.totalMinor ?? null;
    const before = claimed.get(invoiceId) ?? 0n;
    return { invoiceId, dueDay, interestTotalMinor: total !== null && total < before ? before : total };
  });
  const chosen = invoices.filter(
    ({ invoiceId }) =>
      payment.invoiceIds.includes(invoiceId) ||
      (agreed.statement.lines.find((line) => line.invoiceId === invoiceId)?.principalMinor ?? 0n) <= 0n,
  );
  const spreadOver = (among: typeof invoices) =>
    allocatePayment({
      cause: paymentCause(payment.id),
      valueDay: today,
      amountMinor: payment.amountMinor,
      order: 'costs-interest-principal',
      transactions,
      invoices: among,
    });
  const first = spreadOver(chosen);
  const tooMuch = first.shares.some((share) => share.account === 'credit' && share.amountMinor > 0n);
  return tooMuch ? spreadOver(invoices) : first;
}
