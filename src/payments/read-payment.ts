import type { Work } from '../db/work.ts';
import { readTransactions } from '../ledger/store.ts';
import { sum } from '../values/money.ts';
import { type Payment, type PaymentUse, paymentCause } from './payment.ts';
import { findPayment } from './store.ts';

/** A payment and, once it is paid, where the money went as our ledger has it. Null when there is no such payment. */
export async function readPayment(
  work: Work,
  paymentId: string,
): Promise<{ payment: Payment; use: PaymentUse | null } | null> {
  const payment = await findPayment(work, paymentId);
  if (!payment) return null;
  const posted = (await readTransactions(work, [payment.caseId])).get(payment.caseId) ?? [];
  const transaction = posted.find((each) => each.cause === paymentCause(payment.id));
  if (!transaction) return { payment, use: null };

  const on = (...accounts: readonly string[]) => transaction.postings.filter((each) => accounts.includes(each.account));
  const paidOn = (...accounts: readonly string[]) => -sum(on(...accounts).map((each) => each.amountMinor));
  const use: PaymentUse = {
    invoices: on('principal').map((each) => ({ invoiceId: each.invoiceId!, amountMinor: -each.amountMinor })),
    feesMinor: paidOn('fee', 'compensation'),
    interestMinor: paidOn('interest'),
    overMinor: paidOn('credit'),
  };
  return { payment, use };
}
