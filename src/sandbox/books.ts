/**
 * Booking, as e-conomic does it: every act keeps invoices, entries, remainders and the customer's balance in step.
 * Amounts are whole minor units; days are the agreement's own calendar days.
 */

import type { Day } from '../values/day.ts';
import { type Currency, roundedQuotient } from '../values/money.ts';
import { type Agreement, type BookEntry, type BookedInvoice, type Customer, entryTypes } from './agreement.ts';
import { addEntry, claimOf, debtorEntry, dueUnder, invoiceOf, matchEntries, rateOf } from './book-lines.ts';
import { agreementOf, customerOf } from './people.ts';
import { SandboxRefusal } from './refusal.ts';
import { touch, type World } from './world.ts';

const debtorAccount = 5600;
const revenueAccount = 1010;
const vatAccount = 6902;
const bankAccount = 5820;

export type InvoiceToBook = {
  agreement: number;
  customer: number;
  /** Gross, above zero. */
  amountMinor: bigint;
  day: Day;
  currency?: Currency;
  /** Left out: reckoned from the customer's payment terms. */
  dueDay?: Day;
  number?: number;
  ratePer100Minor?: bigint;
  reference?: string;
  text?: string;
};

/** Books an invoice: a debtor line that stays open, revenue and VAT lines, and the balance goes up. */
export function bookInvoice(world: World, given: InvoiceToBook): BookedInvoice {
  if (given.amountMinor <= 0n) throw new SandboxRefusal('an invoice is above zero; book a credit note instead');
  return book(world, given, given.amountMinor);
}

export type CreditNoteToBook = {
  agreement: number;
  /** Either the invoice it credits, or only whose it is. */
  invoice?: number;
  customer?: number;
  /** Gross, above zero: what is given back. */
  amountMinor: bigint;
  currency?: Currency;
  day: Day;
  /** Only with `invoice`: settled against it at once. */
  matched: boolean;
  text?: string;
};

/** Books a credit note: an invoice with negative amounts, and nothing on it that names the invoice it credits. */
export function bookCreditNote(world: World, given: CreditNoteToBook): BookedInvoice {
  if (given.amountMinor <= 0n) throw new SandboxRefusal('write what is given back as a sum above zero');
  const agreement = agreementOf(world, given.agreement);
  const credited = given.invoice === undefined ? null : invoiceOf(agreement, given.invoice);
  const customer = credited?.customer ?? given.customer;
  if (customer === undefined) throw new SandboxRefusal('a credit note needs a customer or an invoice');
  if (given.matched && !credited) throw new SandboxRefusal('a credit note is matched with an invoice: say which');
  const note = book(
    world,
    {
      agreement: given.agreement,
      customer,
      amountMinor: given.amountMinor,
      day: given.day,
      dueDay: given.day,
      currency: credited?.currency ?? given.currency,
      ratePer100Minor: credited?.ratePer100Minor,
      text: given.text ?? 'Kreditnota',
    },
    -given.amountMinor,
  );
  if (given.matched && credited)
    matchEntries(
      world,
      given.agreement,
      debtorEntry(agreement, note.number).number,
      debtorEntry(agreement, credited.number).number,
    );
  return note;
}

export type PaymentToRegister = {
  agreement: number;
  /** The invoice or (by its entry) the claim it is meant for, or (never matched then) only whose money it is. */
  invoice?: number;
  claim?: number;
  customer?: number;
  currency?: Currency;
  /** Above zero: what came in. */
  amountMinor: bigint;
  day: Day;
  /** Matched with the invoice ("udlignet"); if not, the invoice stays open and only the balance falls. */
  matched: boolean;
  text?: string;
};

/** Books money that came in: a negative debtor line and the balance goes down. Returns the debtor line. */
export function registerPayment(world: World, given: PaymentToRegister): BookEntry {
  if (given.amountMinor <= 0n) throw new SandboxRefusal('a payment is above zero');
  const agreement = agreementOf(world, given.agreement);
  const owed = owedLine(agreement, given);
  const customerNumber = owed?.customer ?? given.customer;
  if (customerNumber === undefined) throw new SandboxRefusal('a payment needs an invoice or a customer');
  if (given.matched && !owed) throw new SandboxRefusal('a payment is matched with an invoice: say which');
  const customer = customerOf(agreement, customerNumber);
  const currency = owed?.currency ?? given.currency ?? customer.currency;
  const common = {
    type: entryTypes.customerPayment,
    voucher: agreement.nextVoucher++,
    day: given.day,
    dueDay: null,
    text: given.text ?? `Indbetaling ${customer.name}`,
    currency,
    ratePer100Minor: owed?.ratePer100Minor ?? rateOf(currency),
    invoice: null,
  };
  const line = addEntry(agreement, {
    ...common,
    account: debtorAccount,
    amountMinor: -given.amountMinor,
    customer: customer.number,
  });
  const bank = addEntry(agreement, { ...common, account: bankAccount, amountMinor: given.amountMinor, customer: null });
  if (given.matched && owed) matchEntries(world, given.agreement, line.number, owed.number);
  world.bell.emit('news', {
    agreement: given.agreement,
    eventType: 'JOURNAL_BOOKED',
    merge: { DAYBOOKNO: '1', FROMSERIALNO: String(line.number), TOSERIALNO: String(bank.number) },
  });
  touch(world);
  return line;
}

function owedLine(agreement: Agreement, { invoice, claim }: PaymentToRegister): BookEntry | null {
  if (invoice !== undefined) return debtorEntry(agreement, invoiceOf(agreement, invoice).number);
  return claim === undefined ? null : claimOf(agreement, claim);
}

function book(world: World, given: InvoiceToBook, grossMinor: bigint): BookedInvoice {
  const agreement = agreementOf(world, given.agreement);
  const customer = customerOf(agreement, given.customer);
  const currency = given.currency ?? customer.currency;
  // Danish VAT is 25 % of the net, so a fifth of the gross; what leaves the country is sold without.
  const vatMinor = customer.country === 'Danmark' ? roundedQuotient(grossMinor, 5n) : 0n;
  const number = given.number ?? agreement.nextInvoice;
  agreement.nextInvoice = Math.max(agreement.nextInvoice, number) + 1;
  const invoice: BookedInvoice = {
    number,
    customer: customer.number,
    day: given.day,
    dueDay:
      given.dueDay ??
      dueUnder(
        agreement.paymentTerms.find((each) => each.number === customer.paymentTerms),
        given.day,
      ),
    currency,
    ratePer100Minor: given.ratePer100Minor ?? rateOf(currency),
    grossMinor,
    netMinor: grossMinor - vatMinor,
    remainderMinor: grossMinor,
    paymentTerms: customer.paymentTerms,
    salesPerson: customer.salesPerson,
    reference: given.reference ?? null,
    text: given.text ?? 'Kaffeleverance',
  };
  agreement.invoices.push(invoice);
  bookLines(agreement, customer, invoice, vatMinor);
  world.bell.emit('news', {
    agreement: agreement.number,
    eventType: 'INVOICE_BOOKED',
    merge: { INVOICENO: String(number) },
  });
  touch(world);
  return invoice;
}

function bookLines(agreement: Agreement, customer: Customer, invoice: BookedInvoice, vatMinor: bigint): void {
  const common = {
    type: entryTypes.customerInvoice,
    voucher: invoice.number,
    day: invoice.day,
    text: `${invoice.grossMinor < 0n ? 'Kreditnota' : 'Faktura'} ${invoice.number}`,
    currency: invoice.currency,
    ratePer100Minor: invoice.ratePer100Minor,
    invoice: invoice.number,
  };
  addEntry(agreement, {
    ...common,
    account: debtorAccount,
    amountMinor: invoice.grossMinor,
    customer: customer.number,
    dueDay: invoice.dueDay,
  });
  addEntry(agreement, {
    ...common,
    account: revenueAccount,
    amountMinor: -invoice.netMinor,
    customer: null,
    dueDay: null,
  });
  if (vatMinor !== 0n)
    addEntry(agreement, { ...common, account: vatAccount, amountMinor: -vatMinor, customer: null, dueDay: null });
}
