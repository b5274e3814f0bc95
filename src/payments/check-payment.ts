/**
 * A checkout's time is over, or money is on its way, and nobody told us: the provider is asked, between two works. So a
 * lost webhook costs half an hour, not a payment.
 */
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { OpenWork, Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { instantPlus } from '../values/day.ts';
import { askAgainAfter, type Payment } from './payment.ts';
import type { PaymentProvider } from './port.ts';
import { type CheckoutOutcome, recordCheckout } from './record-checkout.ts';
import { refreshFlight } from './refresh-flight.ts';
import { findPayment, lockPayment, setPaymentState } from './store.ts';

export type CheckTools = { readonly openWork: OpenWork; readonly payments: PaymentProvider };
export type CheckOutcome = CheckoutOutcome | 'later' | 'over' | 'no-such-payment';

export async function checkPayment(
  tools: CheckTools,
  job: { readonly creditorId: string; readonly subjectId: string },
): Promise<CheckOutcome> {
  const who = { creditorId: job.creditorId, actor: { kind: 'machine', id: 'check-payment' } } as const;
  const payment = await tools.openWork(who, (work) => findPayment(work, job.subjectId));
  if (!payment) return 'no-such-payment';
  if (!['started', 'open', 'processing'].includes(payment.state)) return 'over';
  if (payment.sessionId === null) return tools.openWork(who, (work) => neverOpened(work, payment.id));

  const { account, sessionId } = payment;
  const answer = await tools.payments.readCheckout(account, sessionId);

  return tools.openWork(who, async (work) => {
    if (answer.kind === 'done') {
      const outcome = await recordCheckout(work, { account, state: answer.value, failed: false });
      if (outcome === 'open') await putOnTimetable(work, 'check-payment', payment.id, payment.expiresAt);
      return outcome;
    }
    return answer.kind === 'unknown' ? askAgain(work, payment) : gone(work, payment, answer.refusal.code);
  });
}

/** No answer: money may be on its way, so letters go on waiting until we know. */
async function askAgain(work: Work, payment: Payment): Promise<CheckOutcome> {
  const again = instantPlus(work.now, askAgainAfter);

  await putOnTimetable(work, 'check-payment', payment.id, again);
  if (payment.expiresAt < again && payment.state !== 'paid') {
    await setPaymentState(work, payment.id, payment.state, instantPlus(again, askAgainAfter));
    await refreshFlight(work, payment);
  }
  return 'later';
}

/** We died before the provider's answer was stored: nobody holds the checkout's address. */
async function neverOpened(work: Work, paymentId: string): Promise<CheckOutcome> {
  const payment = await lockPayment(work, paymentId);
  if (payment?.state !== 'started' || payment.sessionId !== null) return 'over';
  return ended(work, payment, 'expired', 'never-opened');
}

/** The provider will not show it: the account was taken away, or it is not there. */
async function gone(work: Work, payment: Payment, why: string): Promise<CheckOutcome> {
  const now = await lockPayment(work, payment.id);
  if (!now || now.state === 'paid') return 'over';
  return ended(work, now, 'failed', why);
}

async function ended(work: Work, payment: Payment, state: 'expired' | 'failed', why: string): Promise<CheckOutcome> {
  await setPaymentState(work, payment.id, state);
  await refreshFlight(work, payment);

  await recordTrail(work, {
    what: `payment-${state}`,
    caseId: payment.caseId,
    debtorId: payment.debtorId,
    subjectId: payment.id,
    details: { why },
  });
  return state;
}
