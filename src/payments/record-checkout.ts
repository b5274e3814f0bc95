import { restCase } from '../cases/rest-case.ts';
import { lockCase } from '../cases/store-cases.ts';
import { putOnTimetable, takeOffTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { instantPlus, wholeDay } from '../values/day.ts';
import { bankLife, isPaymentId, type Payment } from './payment.ts';
import type { CheckoutState } from './port.ts';
import { receivePayment } from './receive-payment.ts';
import { refreshFlight } from './refresh-flight.ts';
import { findPayment, findPaymentOfSession, keepSession, lockPayment, setPaymentState } from './store.ts';

export type Heard = {
  /** The account it was read on. */
  readonly account: string;
  readonly state: CheckoutState;
  /** The provider says that a slow payment came to nothing. */
  readonly failed: boolean;
};

/** What came of it: a word for the event's row and for the log. */
export type CheckoutOutcome =
  | 'paid'
  | 'already-paid'
  | 'processing'
  | 'open'
  | 'expired'
  | 'failed'
  /** Another amount, currency or account than ours: nothing is posted, the case rests, a person looks. */
  | 'mismatch'
  /** It names a payment we do not have. */
  | 'unknown-payment'
  /** Something else the creditor sells on the same account. */
  | 'not-ours';

/** What the provider says of a checkout, read a moment ago, becomes ours. Told twice, it happens once. */
export async function recordCheckout(work: Work, heard: Heard): Promise<CheckoutOutcome> {
  const { state } = heard;
  const found = await paymentOf(work, state);
  if (!found) return unknownPayment(work, state);
  // Case before payment, as everywhere: two at once wait for each other in one order.
  await lockCase(work, found.caseId);
  const payment = (await lockPayment(work, found.id))!;

  if (payment.state === 'paid') return 'already-paid';
  if (isAnothers(payment, heard)) return mismatch(work, payment, heard);
  if (payment.sessionId === null) await keepSession(work, payment.id, state.sessionId);

  if (state.paid) {
    if (state.amountMinor !== payment.amountMinor || state.currency !== payment.currency)
      return mismatch(work, payment, heard);
    await takeOffTimetable(work, 'check-payment', payment.id);
    await receivePayment(work, payment, state.providerPayment);
    return 'paid';
  }
  const over = payment.expiresAt <= work.now;
  if (state.status === 'complete')
    return heard.failed || (over && payment.state === 'processing')
      ? end(work, payment, 'failed')
      : takesDays(work, payment);
  return state.status === 'expired' || over ? end(work, payment, 'expired') : 'open';
}

/** By the provider's session, or, when its answer has not reached us yet, by our id that it carries. */
async function paymentOf(work: Work, { sessionId, paymentId }: CheckoutState): Promise<Payment | null> {
  const bySession = await findPaymentOfSession(work, sessionId);
  if (bySession) return bySession;
  return paymentId !== null && isPaymentId(paymentId) ? findPayment(work, paymentId) : null;
}

async function unknownPayment(work: Work, { paymentId }: CheckoutState): Promise<CheckoutOutcome> {
  if (paymentId === null || !isPaymentId(paymentId)) return 'not-ours';
  await recordTrail(work, { what: 'payment-unknown', subjectId: paymentId });
  return 'unknown-payment';
}

function isAnothers(payment: Payment, { account, state }: Heard): boolean {
  return (
    account !== payment.account ||
    (state.paymentId !== null && state.paymentId !== payment.id) ||
    (payment.sessionId !== null && payment.sessionId !== state.sessionId)
  );
}

async function mismatch(work: Work, payment: Payment, { state }: Heard): Promise<CheckoutOutcome> {
  await takeOffTimetable(work, 'check-payment', payment.id);
  await setPaymentState(work, payment.id, 'failed');
  await refreshFlight(work, payment);
  await restCase(work, payment.caseId, 'unmatched-money', null, null);

  await recordTrail(work, {
    what: 'payment-mismatch',
    caseId: payment.caseId,
    debtorId: payment.debtorId,
    subjectId: payment.id,
    details: {
      expectedMinor: payment.amountMinor.toString(),
      toldMinor: state.amountMinor.toString(),
      expectedCurrency: payment.currency,
      toldCurrency: state.currency,
    },
  });
  return 'mismatch';
}

/** Paid by a way that takes days: letters wait, and we ask once a day until the provider tells. */
async function takesDays(work: Work, payment: Payment): Promise<CheckoutOutcome> {
  await putOnTimetable(work, 'check-payment', payment.id, instantPlus(work.now, wholeDay));
  if (payment.state === 'processing') return 'processing';
  await setPaymentState(work, payment.id, 'processing', instantPlus(work.now, bankLife));
  await refreshFlight(work, payment);

  await recordTrail(work, {
    what: 'payment-processing',
    caseId: payment.caseId,
    debtorId: payment.debtorId,
    subjectId: payment.id,
  });
  return 'processing';
}

async function end(work: Work, payment: Payment, state: 'expired' | 'failed'): Promise<CheckoutOutcome> {
  await takeOffTimetable(work, 'check-payment', payment.id);
  if (payment.state === state) return state;
  await setPaymentState(work, payment.id, state);
  await refreshFlight(work, payment);

  await recordTrail(work, {
    what: `payment-${state}`,
    caseId: payment.caseId,
    debtorId: payment.debtorId,
    subjectId: payment.id,
  });
  return state;
}
