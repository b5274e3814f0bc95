/**
 * What the mirror asks of an accounting system. There is no verb here that writes: the books are never ours to change.
 * Amounts come as decimal lexemes already turned into minor units; a row that cannot be read is named, never dropped unsaid.
 */
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import type { Outcome } from '../values/outcome.ts';

export type BookkeepingRefusal =
  /** The grant was taken back (401). Only a new grant helps. */
  | { readonly code: 'grant-revoked' }
  /** Our own app is refused, with everybody's grant: no creditor can mend that, whoever runs this program must. */
  | { readonly code: 'app-refused' }
  /** A role or module is missing (403); `what` names it. */
  | { readonly code: 'not-permitted'; readonly what: string }
  /** Too many calls (429): try again after so many milliseconds. */
  | { readonly code: 'slow-down'; readonly retryAfterMs: number }
  | { readonly code: 'not-found' }
  /** The answer was not what the contract says; `what` is a sentence without personal data. */
  | { readonly code: 'malformed'; readonly what: string };

export type BookkeepingAnswer<Value> = Promise<Outcome<Value, BookkeepingRefusal>>;

/** A row that was read but not understood: where it stood and what was wrong, without personal data. */
export type RefusedRow = { readonly key: string; readonly what: string };
export type Page<Row> = {
  readonly rows: Row[];
  readonly refusedRows: RefusedRow[];
  readonly total: number | null;
  readonly next: string | null;
};

export type SelfRow = {
  readonly agreementNumber: number;
  readonly companyName: string;
  readonly companyNumber: string | null;
  readonly companyEmail: string | null;
  readonly companyPhone: string | null;
  readonly companyAddress: string | null;
  readonly country: string | null;
  readonly userName: string | null;
  readonly userEmail: string | null;
  readonly userCulture: string | null;
  readonly baseCurrency: Currency;
  readonly bank: { readonly name: string | null; readonly sortCode: string | null; readonly account: string | null };
};

export type CustomerRow = {
  readonly number: string;
  readonly name: string;
  readonly currency: Currency;
  /** In base currency, with unmatched payments and credits taken off. */
  readonly balanceMinor: bigint;
  /** One or several, as the bookkeeper typed them. */
  readonly emails: string[];
  readonly phone: string | null;
  /** As it was typed into the card's own field for it: text messages go there. */
  readonly mobilePhone: string | null;
  readonly address: string | null;
  readonly zip: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly companyNumber: string | null;
  readonly paymentTermsNumber: number | null;
  readonly salesPersonNumber: number | null;
  readonly groupNumber: number | null;
  readonly attentionNumber: number | null;
  readonly barred: boolean;
  readonly lastUpdated: string | null;
};

export type ContactRow = {
  /** Unique in the agreement. */
  readonly number: number;
  readonly customerNumber: string;
  readonly name: string;
  readonly email: string | null;
  /** The contact has been marked to receive reminders. */
  readonly receivesReminders: boolean;
  readonly deleted: boolean;
};

export type PaymentTermsRow = {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly days: number | null;
};
export type EmployeeRow = { readonly number: number; readonly name: string; readonly email: string | null };

export type InvoiceRow = {
  /** What people call it. For a booked invoice it is also the system's own key (`invoice-key`). */
  readonly number: string;
  /** The line of the ledger that a claim booked by hand or an opening entry is; null on a booked invoice. */
  readonly entry: number | null;
  readonly customerNumber: string;
  readonly day: Day;
  readonly dueDay: Day | null;
  readonly currency: Currency;
  /** Negative on a credit note. */
  readonly grossMinor: bigint;
  readonly remainderMinor: bigint;
  readonly remainderBaseMinor: bigint;
  readonly paymentTermsNumber: number | null;
  readonly recipientName: string | null;
  readonly reference: string | null;
};

/** One line of the books' debtor ledger; we read payments' value days from these. */
export type BookEntryRow = {
  readonly number: number;
  readonly customerNumber: string;
  readonly kind: 'invoice' | 'payment' | 'reminder' | 'opening' | 'manual-invoice' | 'other';
  readonly day: Day;
  /** Null where the books name none: on payments, as a rule. */
  readonly dueDay: Day | null;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly remainderMinor: bigint;
  readonly invoiceNumber: string | null;
};

export type MatchRow = { readonly fromEntry: number; readonly toEntry: number };

export interface Bookkeeping {
  self(grant: string): BookkeepingAnswer<SelfRow>;
  /** How many rows a first reading will bring: customers, their contacts, unpaid invoices and debtor entries together. */
  rowsToRead(grant: string): BookkeepingAnswer<number>;
  /** `cursor` null starts; `next` of the page before goes on. */
  customers(grant: string, cursor: string | null): BookkeepingAnswer<Page<CustomerRow>>;
  /** All contacts of all customers, or those changed or deleted on `changedSince` or later; their order is the books' own. */
  contacts(grant: string, changedSince: Day | null, cursor: string | null): BookkeepingAnswer<Page<ContactRow>>;
  paymentTerms(grant: string): BookkeepingAnswer<PaymentTermsRow[]>;
  employees(grant: string): BookkeepingAnswer<EmployeeRow[]>;
  /** All booked invoices with something left, credit notes with a negative rest among them. */
  unpaidInvoices(grant: string, cursor: string | null): BookkeepingAnswer<Page<InvoiceRow>>;
  /** These invoices as they are now, paid ones too; at most 200 numbers a call (the adapter splits longer lists). */
  invoicesByNumber(grant: string, numbers: readonly string[]): BookkeepingAnswer<Page<InvoiceRow>>;
  /** These customers as they are now; at most 200 numbers a call (the adapter splits longer lists). */
  customersByNumber(grant: string, numbers: readonly string[]): BookkeepingAnswer<Page<CustomerRow>>;
  /** Everything owed without an invoice behind it that has something left: claims booked by hand and opening entries, credits (negative) too. */
  openClaims(grant: string, cursor: string | null): BookkeepingAnswer<Page<InvoiceRow>>;
  /** These claims as they are now, settled ones too; at most 200 entries a call (the adapter splits longer lists). Refused rows go by the entry's number, as in `openClaims`. */
  claimsByEntry(grant: string, entryNumbers: readonly number[]): BookkeepingAnswer<Page<InvoiceRow>>;
  /** Debtor entries with a number above `afterEntry`, a page at a time, in an order of the books' own. `cursor` as in `customers`. */
  bookEntries(grant: string, afterEntry: number, cursor: string | null): BookkeepingAnswer<Page<BookEntryRow>>;
  /** Which entries have been matched to these. */
  matches(grant: string, entryNumbers: readonly number[]): BookkeepingAnswer<MatchRow[]>;
  /** The invoice as PDF; a body that is not a PDF is `malformed`. */
  invoicePdf(grant: string, invoiceNumber: string): BookkeepingAnswer<Uint8Array>;
}

/** What the books can tell of by themselves. */
export const newsEvents = ['invoice-booked', 'journal-booked', 'customer-updated'] as const;
export type NewsEvent = (typeof newsEvents)[number];

/** A web hook of ours as the accounting system has it. */
export type Subscription = {
  /** Null for a kind that we do not ask for. */
  readonly event: NewsEvent | null;
  readonly url: string;
  /** What we had it send along; null where the list does not show it. */
  readonly secret: string | null;
  /** False when it has been switched off there. */
  readonly active: boolean;
  /** Made by a Rykker, this one or one at another address. */
  readonly ours: boolean;
};

/**
 * Apart from the books, and the only thing that changes anything at the accounting system: that it tells us of changes. What
 * it tells is a hint; the books are read.
 */
export interface BooksNews {
  subscriptions(grant: string): BookkeepingAnswer<Subscription[]>;
  /** `taken`: there is one for this event already that the list does not show (another app's). */
  subscribe(
    grant: string,
    wanted: { readonly event: NewsEvent; readonly url: string; readonly secret: string },
  ): BookkeepingAnswer<'subscribed' | 'taken'>;
  /** One that is not there counts as removed. */
  unsubscribe(grant: string, event: NewsEvent): BookkeepingAnswer<null>;
}
