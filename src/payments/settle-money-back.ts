/**
 * A verified event says that money of a payment went back, or that a dispute about it ended. What it says is only a hint:
 * the sums are read back from the provider between two works, and what stands there counts.
 */
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { OpenWork, Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { instantPlus } from '../values/day.ts';
import { askAgainAfter, isPaymentId, type Payment } from './payment.ts';
import type { MoneyBack, PaymentProvider } from './port.ts';
import { type MoneyBackOutcome, recordMoneyBack } from './record-money-back.ts';
import { findPayment, findPaymentAtProvider } from './store.ts';
import { markEventHandled } from './store-events.ts';

export type MoneyBackSettled = MoneyBackOutcome | 'not-ours' | 'unknown-payment' | 'unreadable' | 'later';

export const moneyBackEvents = [
  'charge.refunded',
  'charge.refund.updated',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
];

export async function settleMoneyBack(
  tools: { readonly openWork: OpenWork; readonly payments: PaymentProvider },
  heard: {
    readonly creditorId: string;
    readonly eventId: string;
    readonly account: string;
    readonly providerPayment: string;
  },
): Promise<MoneyBackSettled> {
  const who = { creditorId: heard.creditorId, actor: { kind: 'machine', id: 'settle-payment' } } as const;
  const answer = await tools.payments.readMoneyBack(heard.account, heard.providerPayment);

  return tools.openWork(who, async (work) => {
    if (answer.kind === 'unknown') return askLater(work, heard.eventId);
    const outcome = answer.kind === 'done' ? await takeIn(work, answer.value) : 'unreadable';
    if (outcome === 'later') return askLater(work, heard.eventId);
    await markEventHandled(work, heard.eventId, outcome);
    return outcome;
  });
}

/** By the provider's payment, or, when we have not heard yet that it was paid, by our id that it carries. */
async function takeIn(work: Work, told: MoneyBack): Promise<MoneyBackSettled> {
  const payment =
    (await findPaymentAtProvider(work, told.providerPayment)) ??
    (told.paymentId !== null && isPaymentId(told.paymentId) ? await findPayment(work, told.paymentId) : null);
  if (payment === null) return unknownPayment(work, told);
  if (isUnderWay(payment)) {
    await putOnTimetable(work, 'check-payment', payment.id, work.now);
    return 'later';
  }
  return recordMoneyBack(work, payment.id, told);
}

function isUnderWay({ state }: Payment): boolean {
  return state === 'started' || state === 'open' || state === 'processing';
}

async function unknownPayment(work: Work, { paymentId }: MoneyBack): Promise<MoneyBackSettled> {
  if (paymentId === null || !isPaymentId(paymentId)) return 'not-ours';
  await recordTrail(work, { what: 'payment-unknown', subjectId: paymentId });
  return 'unknown-payment';
}

async function askLater(work: Work, eventId: string): Promise<'later'> {
  await putOnTimetable(work, 'settle-payment', eventId, instantPlus(work.now, askAgainAfter));
  return 'later';
}
