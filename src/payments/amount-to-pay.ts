/** What a debtor pays for the invoices chosen, and how the provider's page lists it. Minor units of the case's currency. */
import type { Statement } from '../ledger/statement.ts';
import { sum } from '../values/money.ts';
import type { CheckoutLine } from './port.ts';

export type LineNames = {
  /** "Faktura 20417" */
  readonly invoice: (number: string) => string;
  /** "Fakturaer": where the provider's page must show one line. */
  readonly invoices: string;
  /** "Morarente og gebyrer" */
  readonly ours: string;
};

export type ToPay = {
  readonly amountMinor: bigint;
  readonly invoiceIds: readonly string[];
  readonly lines: readonly CheckoutLine[];
};

/** The provider lists at most a hundred lines; one of them is for interest and fees. */
const mostInvoiceLines = 99;

/** Open invoices of a statement: those with principal left. */
export function openInvoiceIds(statement: Statement): string[] {
  return statement.lines.filter((line) => line.principalMinor > 0n).map((line) => line.invoiceId);
}

/**
 * Principal and late interest of the chosen invoices, every fee and compensation of the case, less what the debtor has
 * with us. No line may be negative: money to the debtor's good is then netted into one line.
 */
export function amountToPay(
  statement: Statement,
  chosen: readonly string[],
  numberOf: (invoiceId: string) => string,
  names: LineNames,
): ToPay {
  const picked = statement.lines.filter((line) => chosen.includes(line.invoiceId) && line.principalMinor > 0n);
  // Interest on invoices already paid is owed whichever are chosen.
  const bearing = statement.lines.filter((line) => line.principalMinor <= 0n || chosen.includes(line.invoiceId));
  const oursMinor =
    sum(bearing.map((line) => line.interestMinor)) +
    statement.feeMinor +
    statement.compensationMinor +
    statement.creditMinor;
  const principalMinor = sum(picked.map((line) => line.principalMinor));
  const amountMinor = principalMinor + oursMinor;

  const each = picked.map((line) => ({
    name: names.invoice(numberOf(line.invoiceId)),
    amountMinor: line.principalMinor,
  }));
  const lines: CheckoutLine[] =
    oursMinor < 0n
      ? [{ name: names.invoices, amountMinor }]
      : each.length > mostInvoiceLines
        ? [{ name: names.invoices, amountMinor: principalMinor }]
        : each;
  if (oursMinor > 0n) lines.push({ name: names.ours, amountMinor: oursMinor });
  return { amountMinor, invoiceIds: picked.map((line) => line.invoiceId), lines };
}
