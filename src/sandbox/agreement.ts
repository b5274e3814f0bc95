/** What e-conomic knows of one agreement: its company, its debtors and its books. Amounts are whole minor units. */
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';

export type Customer = {
  number: number;
  name: string;
  currency: Currency;
  /** Outstanding in the base currency, with unmatched payments and credit notes taken off. */
  balanceMinor: bigint;
  /** As typed by the bookkeeper: several addresses stand with a space between. */
  email: string | null;
  phone: string | null;
  /** Left out where the card has none. */
  mobilePhone?: string | null;
  address: string | null;
  zip: string | null;
  city: string | null;
  country: string | null;
  companyNumber: string | null;
  paymentTerms: number;
  salesPerson: number | null;
  attention: number | null;
  barred: boolean;
  lastUpdated: string;
};

export type Contact = {
  number: number;
  customer: number;
  name: string;
  email: string | null;
  phone: string | null;
  notifications: Array<'invoices' | 'orders' | 'quotations' | 'reminders'>;
  deleted: boolean;
  /** Wall time, as text. */
  lastUpdated: string;
};

export type PaymentTerms = {
  number: number;
  name: string;
  type: 'net' | 'invoiceMonth' | 'dueDate' | 'factoring' | 'paidInCash';
  days: number | null;
};
export type Employee = { number: number; name: string; email: string | null; phone: string | null };

/** A booked invoice, or (negative amounts) a credit note. */
export type BookedInvoice = {
  number: number;
  customer: number;
  day: Day;
  dueDay: Day;
  currency: Currency;
  /** What 100 units of the currency cost in the base currency, in minor units: 74610 for EUR at 746.10, 10000 for DKK. */
  ratePer100Minor: bigint;
  grossMinor: bigint;
  netMinor: bigint;
  remainderMinor: bigint;
  paymentTerms: number;
  salesPerson: number | null;
  reference: string | null;
  text: string;
};

/** e-conomic's numbers for what an entry is (OpenAPI family). */
export const entryTypes = {
  customerInvoice: 1,
  customerPayment: 2,
  reminder: 6,
  opening: 7,
  carriedOver: 8,
  manualCustomerInvoice: 10,
} as const;
export type EntryType = (typeof entryTypes)[keyof typeof entryTypes];

/** One line of the ledger. Only a line with a customer says anything about what a debtor owes. */
export type BookEntry = {
  number: number;
  account: number;
  type: EntryType;
  voucher: number;
  day: Day;
  dueDay: Day | null;
  text: string;
  currency: Currency;
  ratePer100Minor: bigint;
  amountMinor: bigint;
  remainderMinor: bigint;
  customer: number | null;
  /** The booked invoice it is a line of. */
  invoice: number | null;
  /** A number somebody typed on a line without an invoice. */
  typedNumber?: number;
};

/** What the console needs to undo it is remembered here; the wire tells only the two entries. */
export type Match = { from: number; to: number; appliedMinor: bigint };
export type Grant = { token: string; revoked: boolean };

/** A web hook somebody subscribed to through the API. */
export type EconomicHook = {
  eventType: string;
  name: string;
  url: string;
  contentType: string;
  postData: string | null;
  customHeaders: Array<{ key: string; value: string }>;
  objectVersion: string;
  /** Switched off, by a person or by e-conomic after too many failures. */
  isDisabled?: boolean;
};

export type Agreement = {
  number: number;
  company: {
    name: string;
    companyNumber: string;
    address: string;
    zip: string;
    city: string;
    country: string;
    phone: string;
    email: string | null;
    website: string;
  };
  user: { loginId: string; name: string; email: string | null; culture: string };
  bank: { name: string; sortCode: string; account: string };
  baseCurrency: Currency;
  signupDay: Day;
  customers: Customer[];
  contacts: Contact[];
  paymentTerms: PaymentTerms[];
  employees: Employee[];
  invoices: BookedInvoice[];
  entries: BookEntry[];
  matches: Match[];
  grants: Grant[];
  hooks: EconomicHook[];
  nextInvoice: number;
  nextEntry: number;
  nextVoucher: number;
};
