/**
 * The lines as a file for e-conomic's cash book: semicolons, a decimal comma, days as in Denmark, one row of heads. Its
 * import pairs a file's columns with its own once, skips the head and remembers; which columns it wants has not been
 * confirmed by e-conomic, so the heads are in plain Danish and the first file is to be looked at before it is booked.
 */
import type { Reason } from '../ledger/accounts.ts';
import { type CsvField, csvOf } from '../values/csv.ts';
import { decimalFromMinor } from '../values/money.ts';
import type { BookAccount, BookLine } from './book-lines.ts';

export type AccountNumbers = { readonly [account in BookAccount]: string | null };

/** Which account numbers these lines need and nobody has written yet. */
export function missingAccounts(lines: readonly BookLine[], numbers: AccountNumbers): BookAccount[] {
  return [...new Set(lines.map((line) => line.against))].filter((account) => numbers[account] === null);
}

/** No name of a person stands in it: the customer's number says whose account it is. */
export function bookFile(lines: readonly BookLine[], numbers: AccountNumbers): string {
  const vouchers = new Map([...new Set(lines.map((line) => line.transactionId))].map((id, place) => [id, place + 1]));
  return csvOf([
    ['Dato', 'Bilag', 'Type', 'Kundenr.', 'Fakturanr.', 'Tekst', 'Beløb', 'Valuta', 'Modkonto', 'Rykkers id'],
    ...lines.map((line): CsvField[] => [
      { figure: line.day.split('-').reverse().join('-') },
      { figure: String(vouchers.get(line.transactionId)) },
      line.pays === null ? 'Kundefaktura' : 'Kundebetaling',
      line.customerNumber ?? '',
      // Only money is matched with an invoice: a fee is no part of the invoice it was for.
      line.pays === 'invoice' ? (line.invoiceNumber ?? '') : '',
      lineText(line),
      { figure: decimalFromMinor(line.amountMinor, line.currency).replace('.', ',') },
      { figure: line.currency },
      numbers[line.against] ?? '',
      { figure: line.transactionId },
    ]),
  ]);
}

const claims: { readonly [account in BookAccount]: string } = {
  fee: 'Rykkergebyr',
  interest: 'Morarente',
  compensation: 'Kompensationsbeløb',
  provider: '',
};

const movements: { readonly [reason in Reason]?: string } = {
  'fee-reversed': 'taget tilbage',
  'compensation-reversed': 'taget tilbage',
  'claims-waived': 'eftergivet',
  'payment-received': 'Betaling på betalingssiden',
  'payment-refunded': 'Betaling betalt tilbage',
  'payment-charged-back': 'Betaling trukket tilbage gennem banken',
  'chargeback-won': 'Betaling modtaget igen efter indsigelse',
};

/** What the books will say of it, in Danish, as they are kept. */
export function lineText({ reason, against, pays, invoiceNumber }: BookLine): string {
  const about = invoiceNumber === null ? '' : `, faktura ${invoiceNumber}`;
  if (pays !== null) return `${movements[reason] ?? ''}${pays === 'ours' ? ', gebyr og rente' : about}`;
  const movement = movements[reason];
  return `${claims[against]}${movement ? ` ${movement}` : ''}${about}`;
}
