/**
 * What stands on e-conomic's wire, row by row. Unknown fields are let by; a missing or wrong one refuses its row with a sentence
 * that names the field and never the value. Nulls, empty texts and a false `barred` are left out there, so every text is optional.
 */
import type { z } from 'zod';
import type {
  ContactRow,
  CustomerRow,
  EmployeeRow,
  InvoiceRow,
  PaymentTermsRow,
  RefusedRow,
  SelfRow,
} from '../../mirror/port.ts';
import { amount, baseMinor, currency, day, maybeFlag, maybeText, minorOr, part, text, whole } from './fields.ts';
import { Lexeme } from './json.ts';

/** Addresses as bookkeepers type them: several in one field, split by a space, a semicolon or a comma. */
export function emailsIn(field: string | null): string[] {
  const words = (field ?? '').split(/[\s;,]+/).map((word) => word.replace(/[<>"']/g, ''));
  return [...new Set(words.filter((word) => word.includes('@')))];
}

export const selfRow = part({
  agreementNumber: whole,
  userName: maybeText,
  company: part({
    name: text,
    companyIdentificationNumber: maybeText,
    email: maybeText,
    phoneNumber: maybeText,
    country: maybeText,
    addressLine1: maybeText,
    addressLine2: maybeText,
    zip: maybeText,
    city: maybeText,
  }),
  user: part({ name: maybeText, email: maybeText, language: part({ culture: maybeText }).nullish() }).nullish(),
  settings: part({ baseCurrency: currency }),
  bankInformation: part({ bankName: maybeText, bankSortCode: maybeText, bankAccountNumber: maybeText }).nullish(),
}).transform(
  ({ agreementNumber, userName, company, user, settings, bankInformation: bank }): SelfRow => ({
    agreementNumber,
    companyName: company.name,
    companyNumber: company.companyIdentificationNumber,
    companyEmail: company.email,
    companyPhone: company.phoneNumber,
    companyAddress:
      [company.addressLine1, company.addressLine2, [company.zip, company.city].filter(Boolean).join(' ')]
        .filter(Boolean)
        .join(', ') || null,
    country: company.country,
    userName: user?.name ?? userName,
    userEmail: user?.email ?? null,
    userCulture: user?.language?.culture ?? null,
    baseCurrency: settings.baseCurrency,
    bank: {
      name: bank?.bankName ?? null,
      sortCode: bank?.bankSortCode ?? null,
      account: bank?.bankAccountNumber ?? null,
    },
  }),
);

export const customerRow = part({
  customerNumber: whole,
  name: text,
  currency,
  balance: baseMinor,
  barred: maybeFlag,
  email: maybeText,
  telephoneAndFaxNumber: maybeText,
  mobilePhone: maybeText,
  address: maybeText,
  zip: maybeText,
  city: maybeText,
  country: maybeText,
  corporateIdentificationNumber: maybeText,
  lastUpdated: maybeText,
  paymentTerms: part({ paymentTermsNumber: whole.nullish() }).nullish(),
  salesPerson: part({ employeeNumber: whole.nullish() }).nullish(),
  customerGroup: part({ customerGroupNumber: whole.nullish() }).nullish(),
  attention: part({ customerContactNumber: whole.nullish() }).nullish(),
}).transform(
  (row): CustomerRow => ({
    number: String(row.customerNumber),
    name: row.name,
    currency: row.currency,
    balanceMinor: row.balance,
    emails: emailsIn(row.email),
    phone: row.telephoneAndFaxNumber ?? row.mobilePhone,
    mobilePhone: row.mobilePhone,
    address: row.address,
    zip: row.zip,
    city: row.city,
    country: row.country,
    companyNumber: row.corporateIdentificationNumber,
    paymentTermsNumber: row.paymentTerms?.paymentTermsNumber ?? null,
    salesPersonNumber: row.salesPerson?.employeeNumber ?? null,
    groupNumber: row.customerGroup?.customerGroupNumber ?? null,
    attentionNumber: row.attention?.customerContactNumber ?? null,
    barred: row.barred,
    lastUpdated: row.lastUpdated,
  }),
);

/** As the OpenAPI family has it: `receiveReminders` where the legacy family's `emailNotifications` lists "reminders". */
export const contactRow = part({
  number: whole,
  customerNumber: whole,
  name: maybeText,
  email: maybeText,
  isDeleted: maybeFlag,
  receiveReminders: maybeFlag,
}).transform(
  (row): ContactRow => ({
    number: row.number,
    customerNumber: String(row.customerNumber),
    name: row.name ?? '',
    email: emailsIn(row.email)[0] ?? null,
    receivesReminders: row.receiveReminders,
    deleted: row.isDeleted,
  }),
);

export const paymentTermsRow = part({
  paymentTermsNumber: whole,
  name: maybeText,
  paymentTermsType: text,
  daysOfCredit: whole.nullish(),
}).transform(
  (row): PaymentTermsRow => ({
    number: row.paymentTermsNumber,
    name: row.name ?? '',
    type: row.paymentTermsType,
    days: row.daysOfCredit ?? null,
  }),
);

export const employeeRow = part({ employeeNumber: whole, name: maybeText, email: maybeText }).transform(
  (row): EmployeeRow => ({ number: row.employeeNumber, name: row.name ?? '', email: emailsIn(row.email)[0] ?? null }),
);

export const invoiceRow = part({
  bookedInvoiceNumber: whole,
  customer: part({ customerNumber: whole }),
  date: day,
  dueDate: day.nullish(),
  currency,
  grossAmount: amount,
  remainder: amount,
  remainderInBaseCurrency: baseMinor,
  paymentTerms: part({ paymentTermsNumber: whole.nullish() }).nullish(),
  recipient: part({ name: maybeText }).nullish(),
  references: part({ other: maybeText }).nullish(),
}).transform(
  (row, context): InvoiceRow => ({
    number: String(row.bookedInvoiceNumber),
    entry: null,
    customerNumber: String(row.customer.customerNumber),
    day: row.date,
    dueDay: row.dueDate ?? null,
    currency: row.currency,
    grossMinor: minorOr(context, row.grossAmount, row.currency, 'grossAmount'),
    remainderMinor: minorOr(context, row.remainder, row.currency, 'remainder'),
    remainderBaseMinor: row.remainderInBaseCurrency,
    paymentTermsNumber: row.paymentTerms?.paymentTermsNumber ?? null,
    recipientName: row.recipient?.name ?? null,
    reference: row.references?.other ?? null,
  }),
);

/** Each item read for itself: the good rows, and the refused ones by their number (`keyField`) or their place in the list. */
export function readRows<Row>(
  items: readonly unknown[],
  schema: z.ZodType<Row>,
  keyField: string,
): { rows: Row[]; refusedRows: RefusedRow[] } {
  const rows: Row[] = [];
  const refusedRows: RefusedRow[] = [];
  for (const [index, item] of items.entries()) {
    const read = schema.safeParse(item);
    if (read.success) rows.push(read.data);
    else refusedRows.push({ key: keyOf(item, keyField) ?? `row ${index + 1}`, what: whatIsWrong(read.error) });
  }
  return { rows, refusedRows };
}

function keyOf(item: unknown, keyField: string): string | null {
  const key: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, keyField) : null;
  return key instanceof Lexeme ? key.text : null;
}

/** "remainder is missing or not a number": the first thing that is wrong, by its field and never by its value. */
export function whatIsWrong(error: z.ZodError): string {
  const issue = error.issues[0];
  const field = issue?.path.map((step) => (typeof step === 'number' ? step + 1 : String(step))).join('.') || 'the row';
  return `${field} ${issue?.message ?? 'cannot be read'}`;
}
