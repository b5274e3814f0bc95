/** What one row of the books means for the mirror, or why it cannot be taken in. */
import { invoiceIsSame } from './drift.ts';
import { dueDayByTerms } from './due-day.ts';
import { invoiceKey } from './invoice-key.ts';
import type { InvoiceWrite, MirroredDebtor, MirroredInvoice } from './mirrored.ts';
import type { InvoiceRow, PaymentTermsRow, RefusedRow } from './port.ts';

export type Understood =
  | { readonly kind: 'write'; readonly write: InvoiceWrite }
  /** Settled and never seen before: there is nothing to chase and nothing to remember. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly refusedRow: RefusedRow };

/**
 * Refusals, in words that stand on the desk: the customer is not in the mirror, the currency is another than before,
 * nothing says when it falls due. An invoice that is mirrored keeps the due day it had when the books stop saying one.
 */
export function understandInvoice(
  row: InvoiceRow,
  mirrored: MirroredInvoice | undefined,
  debtor: Pick<MirroredDebtor, 'id'> | undefined,
  terms: PaymentTermsRow | null,
): Understood {
  if (!mirrored && row.remainderMinor === 0n) return { kind: 'nothing' };

  const debtorId = mirrored?.debtorId ?? debtor?.id;
  if (debtorId === undefined) return refused(row, `customer ${row.customerNumber} is not in the books' list`);
  if (mirrored && mirrored.currency !== row.currency) {
    return refused(row, `the currency was ${mirrored.currency} and is ${row.currency} now`);
  }

  const dueDay = row.dueDay ?? dueDayByTerms(row.day, terms) ?? mirrored?.dueDay;
  if (dueDay === undefined) return refused(row, 'neither it nor its payment terms say when it falls due');

  return { kind: 'write', write: { row, debtorId, dueDay } };
}

export type Known = {
  /** By key. */
  readonly mirrored: ReadonlyMap<string, MirroredInvoice>;
  /** By customer number. */
  readonly debtors: ReadonlyMap<string, MirroredDebtor>;
  readonly terms: ReadonlyMap<number, PaymentTermsRow>;
};

export function understandInvoices(rows: readonly InvoiceRow[], { mirrored, debtors, terms }: Known): Understood[] {
  return rows.map((each) => {
    const debtor = debtors.get(each.customerNumber);
    // What was booked by hand names no terms: the customer's own hold.
    const row = each.entry === null ? each : { ...each, paymentTermsNumber: debtor?.termsNumber ?? null };
    const itsTerms = row.paymentTermsNumber === null ? undefined : terms.get(row.paymentTermsNumber);
    return understandInvoice(row, mirrored.get(invoiceKey(row)), debtor, itsTerms ?? null);
  });
}

export function saysTheSame(mirrored: MirroredInvoice | undefined, write: InvoiceWrite): boolean {
  return mirrored !== undefined && invoiceIsSame(mirrored, write);
}

function refused(row: InvoiceRow, what: string): Understood {
  return { kind: 'refused', refusedRow: { key: invoiceKey(row), what } };
}
