import { type CaseStatement, readStatement } from '../cases/read-statement.ts';
import { settleCases } from '../cases/settle-cases.ts';
import { type CaseRow, readCase } from '../cases/store-cases.ts';
import { endHoldsOfInvoices } from '../cases/store-holds.ts';
import { settlePositions } from '../cases/store-positions.ts';
import { creditorToday } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import type { SpreadPayment } from '../ledger/allocation.ts';
import { allocatePayment } from '../ledger/allocation.ts';
import { allocationOrder } from '../ledger/allocation-order.ts';
import { balanceOf } from '../ledger/balance.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
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
  const now = await readStatement(work, aCase);
  const { transactions } = now;

  const spread = await spreadOf(work, payment, aCase, now, today);
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
 * midnight leaves no principal behind. Where a payment that became known late has made it less than was claimed before,
 * it is what it is today. What was chosen is paid first; what is more than that owes goes to the others before it is kept.
 */
async function spreadOf(
  work: Work,
  payment: Payment,
  aCase: CaseRow,
  now: CaseStatement,
  today: Day,
): Promise<SpreadPayment> {
  const agreed = await readStatement({ ...work, now: payment.startedAt }, aCase);
  const { allocation } = await readSettings(work);
  const claimed = balanceOf(now.transactions).interestClaimedByInvoice;
  const totalIn = (stated: CaseStatement, id: string) =>
    stated.statement.lines.find((line) => line.invoiceId === id)?.interest?.totalMinor ?? null;
  const invoices = now.invoices.map(({ invoiceId, dueDay }) => {
    const before = claimed.get(invoiceId) ?? 0n;
    const [then, late] = [totalIn(agreed, invoiceId), totalIn(now, invoiceId)];
    const fell = late !== null && late < before;
    const total = fell ? late : then !== null && then < before ? before : then;
    return { invoiceId, dueDay, interestTotalMinor: total };
  });
  return allocatePayment({
    cause: paymentCause(payment.id),
    valueDay: today,
    amountMinor: payment.amountMinor,
    order: allocationOrder(allocation, now.invoices[0]?.market ?? ''),
    transactions: now.transactions,
    invoices,
    chosen: payment.invoiceIds,
  });
}
