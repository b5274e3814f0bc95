/** What the law of an invoice's market lets a letter carry, with what the creditor has chosen and agreed: asked in one place. */
import { type Charges, mayCarry } from '../law/charges.ts';
import { type DebtorKind, rulesOf } from '../law/rules.ts';
import { type Day, daysBetween } from '../values/day.ts';
import type { InvoiceFacts } from './facts.ts';

/** What a letter of `today` may carry for an invoice past its due day. */
export function chargesOn(today: Day, invoice: InvoiceFacts, debtorKind: DebtorKind): Charges {
  return mayCarry({
    market: invoice.market,
    marketConfirmed: invoice.marketConfirmed,
    debtorKind,
    currency: invoice.currency,
    pastDue: true,
    daysLate: daysBetween(invoice.dueDay, today),
    feeAgreed: invoice.feeAgreed,
    feeSetInCurrency: invoice.ownAmounts.feeMinor !== null,
    compensationSetInCurrency: invoice.ownAmounts.compensationMinor !== null,
  });
}

/**
 * The most a fee on this invoice may be, in its currency: the law's where the currency is the market's, else what the
 * creditor has set. Null where there is neither.
 */
export function feeCap(invoice: InvoiceFacts): bigint | null {
  const rules = rulesOf(invoice.market);
  if (!rules?.reminderFee) return null;
  return invoice.currency === rules.currency ? rules.reminderFee.capMinor : invoice.ownAmounts.feeMinor;
}

/** The compensation for this invoice, in its currency and before any fee is set against it. Null where it is not known. */
export function compensationOf(invoice: InvoiceFacts): bigint | null {
  const rules = rulesOf(invoice.market);
  if (!rules?.compensation) return null;
  return invoice.currency === rules.currency
    ? rules.compensation.amountMinor(invoice.owedMinor, invoice.dueDay)
    : invoice.ownAmounts.compensationMinor;
}

/** Does this market's compensation stand beside reminder fees? Elsewhere one of the two goes. */
export function standsBesideFees(market: string): boolean {
  return rulesOf(market)?.compensation?.againstFees === 'on-top';
}
