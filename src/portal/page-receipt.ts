/** What the page says to whoever comes back from the provider: what our ledger says, never what the address says. */
import type { Payment, PaymentUse } from '../payments/payment.ts';
import { amountText } from '../values/amount-text.ts';
import type { Instant } from '../values/day.ts';
import { instantText } from '../values/day-text.ts';
import type { Language } from '../values/language.ts';
import type { Say } from './words.ts';

export type ReceiptFacts = {
  readonly now: Instant;
  readonly payment: Payment;
  readonly use: PaymentUse | null;
  /** What is still owed on the case, minor units. */
  readonly leftMinor: bigint;
  /** As of when the books were read, wall time; null before the first time. */
  readonly booksReadAt: Instant | null;
  readonly timeZone: string;
};

export function receiptPage(facts: ReceiptFacts, say: Say, language: Language) {
  const { payment, use, leftMinor, booksReadAt, timeZone } = facts;
  const amount = (minor: bigint) => amountText(minor, payment.currency, language);
  const plain = { back: say('back'), more: [] as string[], asksAgain: false };
  if (payment.state === 'paid') {
    const more = [
      ...(use && use.overMinor > 0n ? [say('receiptOver', { amount: amount(use.overMinor) })] : []),
      ...(leftMinor > 0n ? [say('receiptLeft', { amount: amount(leftMinor) })] : []),
      ...(leftMinor > 0n && booksReadAt !== null
        ? [say('booksRead', { when: instantText(booksReadAt, timeZone, language) })]
        : []),
    ];
    return {
      ...plain,
      more,
      title: say('receiptTitle', { amount: amount(payment.amountMinor) }),
      lead: say('receiptLead'),
    };
  }
  if (payment.state === 'processing') return { ...plain, title: say('daysTitle'), lead: say('daysLead') };
  const over = payment.state === 'expired' || payment.state === 'failed' || payment.expiresAt <= facts.now;
  if (over) return { ...plain, title: say('overTitle'), lead: say('overLead') };
  return { ...plain, title: say('waitTitle'), lead: say('waitLead'), asksAgain: true };
}
