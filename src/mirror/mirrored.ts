/** Debtors, contacts and invoices as the mirror keeps them. */
import type { Day, Instant } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import type { ContactRow, InvoiceRow } from './port.ts';

export type MirroredDebtor = {
  readonly id: string;
  readonly name: string;
  readonly emails: readonly string[];
  readonly phone: string | null;
  readonly mobilePhone: string | null;
  readonly address: string | null;
  readonly zip: string | null;
  readonly city: string | null;
  /** As the books write it. */
  readonly country: string | null;
  readonly companyNumber: string | null;
  readonly currency: Currency;
  /** The creditor's base currency, unmatched money off. */
  readonly balanceBaseMinor: bigint;
  readonly termsNumber: number | null;
  readonly salesPersonNumber: number | null;
  readonly groupNumber: number | null;
  readonly attentionNumber: number | null;
  readonly barred: boolean;
  /** Wall time before the read that last changed it. */
  readonly readAt: Instant;
  /** When the books stopped listing the customer, business time. */
  readonly goneAt: Instant | null;
};

export type MirroredInvoice = {
  readonly id: string;
  readonly number: string;
  /** The line of the books' ledger that a claim without an invoice is; null on a booked invoice. */
  readonly entry: number | null;
  readonly debtorId: string;
  readonly day: Day;
  readonly dueDay: Day;
  readonly currency: Currency;
  /** Negative on a credit note. */
  readonly grossMinor: bigint;
  readonly remainderMinor: bigint;
  /** The remainder in the creditor's base currency. */
  readonly remainderBaseMinor: bigint;
  readonly termsNumber: number | null;
  readonly reference: string | null;
  /** ISO 3166 code proposed from the debtor's country when first seen; "ZZ" when it could not be told. */
  readonly market: string;
  readonly firstSeenAt: Instant;
  /** Wall time before the read that last changed it. */
  readonly readAt: Instant;
};

export type Contact = Omit<ContactRow, 'customerNumber'> & { readonly debtorId: string };

/** An invoice as read, with what the mirror adds: whose it is, and a due day where the books gave none. */
export type InvoiceWrite = { readonly row: InvoiceRow; readonly debtorId: string; readonly dueDay: Day };
