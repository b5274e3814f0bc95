/**
 * A verified event of the payment provider, by the id of its row. What it says is only a hint: the checkout is read back
 * from the provider between two works, and what stands there counts. Told again, or in another order, it ends the same.
 */
import { disconnectPaymentAccount } from '../creditors/disconnect-payment-account.ts';
import { readPaymentAccount } from '../creditors/store-accounts.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { OpenWork, Work } from '../db/work.ts';
import { instantPlus } from '../values/day.ts';
import { askAgainAfter } from './payment.ts';
import type { PaymentProvider } from './port.ts';
import { type CheckoutOutcome, recordCheckout } from './record-checkout.ts';
import { type MoneyBackSettled, moneyBackEvents, settleMoneyBack } from './settle-money-back.ts';
import { findPaymentAtProvider, findPaymentOfSession } from './store.ts';
import { markEventHandled, readEvent, type StoredEvent } from './store-events.ts';

export type SettleTools = { readonly openWork: OpenWork; readonly payments: PaymentProvider };

/** For the log: a word, never a name or an amount. */
export type SettleOutcome =
  | CheckoutOutcome
  | MoneyBackSettled
  | 'handled-before'
  | 'no-such-event'
  | 'of-no-concern'
  | 'disconnected'
  /** The provider did not answer: asked again in five minutes. */
  | 'later'
  | 'unreadable';

const checkoutEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
];

export async function settlePayment(
  tools: SettleTools,
  job: { readonly creditorId: string; readonly eventId: string },
): Promise<SettleOutcome> {
  const who = { creditorId: job.creditorId, actor: { kind: 'machine', id: 'settle-payment' } } as const;
  const heard = await tools.openWork(who, (work) => hear(work, job.eventId));
  if (!heard.ok) return heard.outcome;

  const { event, subject, account } = heard;
  if (moneyBackEvents.includes(event.type))
    return settleMoneyBack(tools, { creditorId: job.creditorId, eventId: event.id, account, providerPayment: subject });
  const answer = await tools.payments.readCheckout(account, subject);

  return tools.openWork(who, async (work) => {
    if (answer.kind === 'unknown') return askLater(work, subject);
    const failed = event.type === 'checkout.session.async_payment_failed';
    const outcome =
      answer.kind === 'done' ? await recordCheckout(work, { account, state: answer.value, failed }) : 'unreadable';
    await markEventHandled(work, event.id, outcome);
    return outcome;
  });
}

type HeardEvent =
  | { readonly ok: true; readonly event: StoredEvent; readonly subject: string; readonly account: string }
  | { readonly ok: false; readonly outcome: SettleOutcome };

/** The stored event, and the session or payment and the account to read it on. */
async function hear(work: Work, eventId: string): Promise<HeardEvent> {
  const event = await readEvent(work, eventId);
  if (!event) return { ok: false, outcome: 'no-such-event' };
  if (event.handled) return { ok: false, outcome: 'handled-before' };
  const account = await accountOf(work, event);
  if (event.type === 'account.application.deauthorized') {
    await disconnectPaymentAccount(work);
    await markEventHandled(work, event.id, 'disconnected');
    return { ok: false, outcome: 'disconnected' };
  }
  if (![...checkoutEvents, ...moneyBackEvents].includes(event.type) || event.subject === null || account === null) {
    await markEventHandled(work, event.id, 'of-no-concern');
    return { ok: false, outcome: 'of-no-concern' };
  }
  return { ok: true, event, subject: event.subject, account };
}

/** The account the payment was begun on; the one connected now where we know no such payment. */
async function accountOf(work: Work, event: StoredEvent): Promise<string | null> {
  const { subject } = event;
  const payment =
    subject === null
      ? null
      : ((await findPaymentOfSession(work, subject)) ?? (await findPaymentAtProvider(work, subject)));
  return payment?.account ?? readPaymentAccount(work);
}

/** The check on the timetable asks in our place. A session we do not know yet has its own check there already. */
async function askLater(work: Work, sessionId: string): Promise<SettleOutcome> {
  const payment = await findPaymentOfSession(work, sessionId);
  if (payment && payment.state !== 'paid')
    await putOnTimetable(work, 'check-payment', payment.id, instantPlus(work.now, askAgainAfter));
  return 'later';
}
