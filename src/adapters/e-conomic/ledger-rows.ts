/** What stands on the OpenAPI family's wire: lines of the debtor ledger, and which are matched with which. As in `rows.ts`. */
import type { BookEntryRow, InvoiceRow, MatchRow } from '../../mirror/port.ts';
import { roundedQuotient } from '../../values/money.ts';
import { amount, baseMinor, currency, day, maybeText, minorOr, part, whole } from './fields.ts';

/** Entry types are numbers in the OpenAPI family; 7 is an opening entry, 8 one carried over. */
const entryKinds: Readonly<Record<number, BookEntryRow['kind']>> = {
  1: 'invoice',
  2: 'payment',
  6: 'reminder',
  7: 'opening',
  8: 'opening',
  10: 'manual-invoice',
};

export const bookEntryRow = part({
  entryNumber: whole,
  customerNumber: whole,
  type: whole,
  date: day,
  dueDate: day.nullish(),
  currencyCode: currency,
  amount,
  remainder: amount,
  customerInvoiceNumber: whole.nullish(),
}).transform(
  (row, context): BookEntryRow => ({
    number: row.entryNumber,
    customerNumber: String(row.customerNumber),
    kind: entryKinds[row.type] ?? 'other',
    day: row.date,
    dueDay: row.dueDate ?? null,
    currency: row.currencyCode,
    amountMinor: minorOr(context, row.amount, row.currencyCode, 'amount'),
    remainderMinor: minorOr(context, row.remainder, row.currencyCode, 'remainder'),
    invoiceNumber: row.customerInvoiceNumber ? String(row.customerInvoiceNumber) : null,
  }),
);

/**
 * An entry that is owed without a booked invoice behind it. It goes by the number that was typed on it, else by its voucher's. What is left
 * of it in base currency is not said there: it is reckoned at the entry's own rate, rounded half away from zero.
 */
export const claimRow = part({
  entryNumber: whole,
  customerNumber: whole,
  date: day,
  dueDate: day.nullish(),
  currencyCode: currency,
  amount,
  amountInBaseCurrency: baseMinor,
  remainder: amount,
  customerInvoiceNumber: whole.nullish(),
  voucherNumber: whole.nullish(),
  text: maybeText,
}).transform((row, context): InvoiceRow => {
  const grossMinor = minorOr(context, row.amount, row.currencyCode, 'amount');
  const remainderMinor = minorOr(context, row.remainder, row.currencyCode, 'remainder');
  return {
    number: String(row.customerInvoiceNumber || row.voucherNumber || row.entryNumber),
    entry: row.entryNumber,
    customerNumber: String(row.customerNumber),
    day: row.date,
    dueDay: row.dueDate ?? null,
    currency: row.currencyCode,
    grossMinor,
    remainderMinor,
    remainderBaseMinor: atRateOf(row.amountInBaseCurrency, grossMinor, remainderMinor),
    paymentTermsNumber: null,
    recipientName: null,
    reference: row.text,
  };
});

/** The part of a base-currency amount that `partMinor` is of `wholeMinor`. */
function atRateOf(baseOfWholeMinor: bigint, wholeMinor: bigint, partMinor: bigint): bigint {
  if (wholeMinor === 0n) return 0n;
  const sign = wholeMinor < 0n ? -1n : 1n;
  return roundedQuotient(baseOfWholeMinor * partMinor * sign, wholeMinor * sign);
}

export const matchRow = part({ fromEntry: whole, toEntry: whole }).transform((row): MatchRow => row);
