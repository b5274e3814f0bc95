/** A debtor's open invoices and reviewed credit notes as the ladder looks at them. */
import type { InvoiceFacts } from '../ladder/facts.ts';
import { limitationDay } from '../law/limitation.ts';
import { paymentTermsThatForbid } from '../mirror/payment-terms.ts';
import type { DebtorStanding } from './store-facts.ts';

/**
 * What is owed on an invoice is what the books show less what is in clearing. A credit note that a member has looked at is
 * an invoice with a negative sum, so that the net is demanded; one nobody has looked at is `no-credit-pending`'s to see.
 */
export function invoiceFacts(standing: DebtorStanding, confirmedMarkets: readonly string[]): InvoiceFacts[] {
  const { debtor, positions } = standing;
  const invoices = positions.map(
    (position): InvoiceFacts => ({
      invoiceId: position.invoiceId,
      number: position.number,
      run: position.run,
      day: position.day,
      dueDay: position.dueDay,
      currency: position.currency,
      grossMinor: position.grossMinor,
      owedMinor: position.remainderMinor - position.clearingMinor,
      market: position.market,
      marketConfirmed: confirmedMarkets.includes(position.market),
      lastRung: position.lastRung,
      lastLetterDay: position.lastLetterDay,
      lastDeadline: position.lastDeadline,
      feesSoFar: position.feesSoFar,
      termsForbid: paymentTermsThatForbid(position.termsType === null ? null : { type: position.termsType }),
      limitationDay: limitationDay(position.market, position.dueDay),
    }),
  );
  const market = positions[0]?.market ?? '';
  const credits = debtor.creditNotes
    .filter((note) => note.reviewed)
    .map(
      (note): InvoiceFacts => ({
        invoiceId: note.invoiceId,
        number: note.number,
        run: 1,
        day: note.day,
        dueDay: note.day,
        currency: note.currency,
        grossMinor: -note.minor,
        owedMinor: -note.minor,
        market,
        marketConfirmed: confirmedMarkets.includes(market),
        lastRung: null,
        lastLetterDay: null,
        lastDeadline: null,
        feesSoFar: 0,
        termsForbid: null,
        limitationDay: limitationDay(market, note.day),
      }),
    );
  return [...invoices, ...credits];
}
