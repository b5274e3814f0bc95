/** The ledger's next steps when the provider tells how much of a payment has gone back by now. */
import type { Transaction } from '../ledger/posting.ts';
import { giveMoneyBack, putBackByBooks, takeMoneyBack } from '../ledger/reversal.ts';
import type { Day } from '../values/day.ts';
import type { Payment } from './payment.ts';
import type { MoneyBack } from './port.ts';

/** What the trail is told of money that went back, or came again. */
export const moneyBackWords = ['payment-refunded', 'payment-charged-back', 'chargeback-won'] as const;
type MoneyBackWord = (typeof moneyBackWords)[number];

export type Followed = {
  readonly transactions: readonly Transaction[];
  /** For the trail, in the order they were posted. */
  readonly news: readonly { readonly what: MoneyBackWord; readonly minor: bigint }[];
  /** Is more gone back now than before? By how much (below zero: less)? */
  readonly grows: boolean;
  readonly growthMinor: bigint;
  readonly outcome: 'refunded' | 'charged-back' | 'chargeback-won';
};

/**
 * First what is refunded, then what is charged back, each by its difference to what the ledger has followed. The caller
 * has compared the sums with the payment and holds its lock.
 */
export function followMoneyBack(on: {
  readonly payment: Payment;
  readonly told: MoneyBack;
  readonly posted: readonly Transaction[];
  readonly paid: Transaction;
  readonly today: Day;
}): Followed {
  const { payment, told, posted, paid, today } = on;
  const prefix = `money-back:${payment.id}:`;
  const transactions: Transaction[] = [];
  const news: { what: MoneyBackWord; minor: bigint }[] = [];
  let gone = payment.refundedMinor + payment.chargedBackMinor;
  const step = (reason: 'payment-refunded' | 'payment-charged-back', differenceMinor: bigint) => {
    if (differenceMinor === 0n) return;
    const now = [...posted, ...transactions];
    const cause = `${prefix}${now.length}`;
    const bounds = { cause, valueDay: today, paid, beforeMinor: gone, nowMinor: gone + differenceMinor };
    const transaction =
      differenceMinor > 0n
        ? takeMoneyBack({ ...bounds, reason, shownByBooks: putBackByBooks(paid, gone, prefix, now) }).transaction
        : giveMoneyBack({ ...bounds, transactions: now });
    if (transaction && transaction.postings.length > 0) transactions.push(transaction);
    gone += differenceMinor;
    news.push(
      differenceMinor > 0n
        ? { what: reason, minor: differenceMinor }
        : { what: 'chargeback-won', minor: -differenceMinor },
    );
  };
  const growthMinor = told.refundedMinor + told.chargedBackMinor - gone;
  // What comes back goes first: a dispute that ends in a refund is one sum that went back, not two.
  const steps = [
    ['payment-refunded', told.refundedMinor - payment.refundedMinor],
    ['payment-charged-back', told.chargedBackMinor - payment.chargedBackMinor],
  ] as const;
  for (const [reason, minor] of steps.toSorted((a, b) => (a[1] < b[1] ? -1 : 1))) step(reason, minor);
  const [grown] = news.filter((each) => each.what !== 'chargeback-won');
  const outcome =
    grown === undefined ? 'chargeback-won' : grown.what === 'payment-refunded' ? 'refunded' : 'charged-back';
  return { transactions, news, grows: growthMinor > 0n, growthMinor, outcome };
}
