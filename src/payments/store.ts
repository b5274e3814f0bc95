import { and, asc, desc, eq, inArray, max } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { type Currency, isCurrency } from '../values/money.ts';
import { isPaymentState, type Payment, type PaymentState } from './payment.ts';
import { payments } from './tables.ts';

export type NewPayment = {
  readonly caseId: string;
  readonly debtorId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly invoiceIds: readonly string[];
  readonly account: string;
  readonly expiresAt: Instant;
};

/** Stored before the provider hears of it: `started`. Answers our id, which the provider gets too. */
export async function insertPayment(work: Work, payment: NewPayment): Promise<string> {
  const [row] = await work.tx
    .insert(payments)
    .values({
      ...payment,
      invoiceIds: [...payment.invoiceIds],
      creditorId: work.creditorId,
      state: 'started',
      startedAt: work.now,
    })
    .returning({ id: payments.id });
  return row!.id;
}

export async function findPayment(work: Work, paymentId: string): Promise<Payment | null> {
  const [row] = await work.tx.select().from(payments).where(oneOf(work, paymentId));
  return row ? paymentOf(row) : null;
}

/** Nobody else decides about this payment until the transaction ends. */
export async function lockPayment(work: Work, paymentId: string): Promise<Payment | null> {
  const [row] = await work.tx.select().from(payments).where(oneOf(work, paymentId)).for('update');
  return row ? paymentOf(row) : null;
}

export async function findPaymentOfSession(work: Work, sessionId: string): Promise<Payment | null> {
  const [row] = await work.tx
    .select()
    .from(payments)
    .where(and(eq(payments.creditorId, work.creditorId), eq(payments.sessionId, sessionId)));
  return row ? paymentOf(row) : null;
}

/** By the provider's own name for the money. */
export async function findPaymentAtProvider(work: Work, providerPayment: string): Promise<Payment | null> {
  const [row] = await work.tx
    .select()
    .from(payments)
    .where(and(eq(payments.creditorId, work.creditorId), eq(payments.providerPayment, providerPayment)));
  return row ? paymentOf(row) : null;
}

/** What has gone back of it by now, as the ledger has followed. */
export async function setMoneyBack(
  work: Work,
  paymentId: string,
  refundedMinor: bigint,
  chargedBackMinor: bigint,
): Promise<void> {
  await work.tx.update(payments).set({ refundedMinor, chargedBackMinor }).where(oneOf(work, paymentId));
}

/** Every payment a debtor began, newest first. */
export async function paymentsOfDebtor(work: Work, debtorId: string): Promise<Payment[]> {
  const rows = await work.tx
    .select()
    .from(payments)
    .where(and(eq(payments.creditorId, work.creditorId), eq(payments.debtorId, debtorId)))
    .orderBy(desc(payments.startedAt), asc(payments.id));
  return rows.map(paymentOf);
}

/** Until when money may still come to this case through checkouts that are not over; null when there are none. */
export async function inFlightUntil(work: Work, caseId: string): Promise<Instant | null> {
  const [row] = await work.tx
    .select({ until: max(payments.expiresAt) })
    .from(payments)
    .where(
      and(
        eq(payments.creditorId, work.creditorId),
        eq(payments.caseId, caseId),
        inArray(payments.state, ['started', 'open', 'processing']),
      ),
    );
  return row?.until ?? null;
}

/** The checkout is open: from now on the provider's session is this payment. */
export async function keepSession(work: Work, paymentId: string, sessionId: string): Promise<void> {
  await work.tx.update(payments).set({ sessionId }).where(oneOf(work, paymentId));
}

export async function setPaymentState(
  work: Work,
  paymentId: string,
  state: Exclude<PaymentState, 'paid'>,
  expiresAt?: Instant,
): Promise<void> {
  await work.tx
    .update(payments)
    .set({ state, ...(expiresAt === undefined ? {} : { expiresAt }) })
    .where(oneOf(work, paymentId));
}

export async function markPaid(work: Work, paymentId: string, providerPayment: string | null): Promise<void> {
  await work.tx
    .update(payments)
    .set({ state: 'paid', paidAt: work.now, providerPayment })
    .where(oneOf(work, paymentId));
}

function oneOf(work: Work, paymentId: string) {
  return and(eq(payments.creditorId, work.creditorId), eq(payments.id, paymentId));
}

function paymentOf(row: typeof payments.$inferSelect): Payment {
  if (!isPaymentState(row.state) || !isCurrency(row.currency)) throw new Error('a payment nobody can read');
  const { creditorId: _room, state: _state, currency: _currency, ...rest } = row;
  return { ...rest, state: row.state, currency: row.currency };
}
