/**
 * What stands on e-conomic's wire, row by row. Unknown fields are let by; a missing or wrong one refuses its row with a sentence
 * that names the field and never the value. Nulls, empty texts and a false `barred` are left out there, so every text is optional.
 */
import { z } from 'zod';
import type {
  BookEntryRow,
  ContactRow,
  CustomerRow,
  EmployeeRow,
  InvoiceRow,
  MatchRow,
  PaymentTermsRow,
  RefusedRow,
  SelfRow,
} from '../../mirror/port.ts';
import { isDay } from '../../values/day.ts';
import { type Currency, isCurrency, minorFromDecimal } from '../../values/money.ts';
import { Lexeme } from './json.ts';

/**
 * Base-currency amounts come without their currency. Every base currency e-conomic sells (DKK, SEK, NOK, EUR…) has two decimals;
 * an amount with more is refused.
 */
const baseDecimals: Currency = 'DKK';

const text = z.string({ error: 'is missing or not text' }).trim().min(1, { error: 'is empty' });
const maybeText = z
  .string({ error: 'is not text' })
  .nullish()
  .transform((value) => value?.trim() || null);
const whole = z.instanceof(Lexeme, { error: 'is missing or not a number' }).transform((lexeme, context) => {
  const value = Number(lexeme.text);
  if (/^-?\d+$/.test(lexeme.text) && Number.isSafeInteger(value)) return value;
  context.addIssue({ code: 'custom', message: 'is not a whole number' });
  return z.NEVER;
});
const amount = z.instanceof(Lexeme, { error: 'is missing or not a number' });
const maybeFlag = z
  .boolean({ error: 'is not true or false' })
  .nullish()
  .transform((value) => value ?? false);
const currency = text.refine(isCurrency, { error: 'is a currency we cannot count in' });
/** "2026-10-05", or with a time behind it as the OpenAPI family writes days. */
const day = text.transform((value) => value.replace(/T.*$/, '')).refine(isDay, { error: 'is not a calendar day' });
const baseMinor = amount.transform((lexeme, context) => minorOr(context, lexeme, baseDecimals));

function part<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape, { error: 'is missing or not an object' });
}

/** An amount in minor units, or an issue that refuses the row. */
function minorOr(context: z.RefinementCtx, lexeme: Lexeme, of: Currency, field?: string): bigint {
  const minor = minorFromDecimal(lexeme.text, of);
  if (minor !== null) return minor;
  context.addIssue({
    code: 'custom',
    message: 'is not an amount in its currency',
    ...(field ? { path: [field] } : {}),
  });
  return z.NEVER;
}

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
  attention: part({ customerContactNumber: whole.nullish() }).nullish(),
}).transform(
  (row): CustomerRow => ({
    number: String(row.customerNumber),
    name: row.name,
    currency: row.currency,
    balanceMinor: row.balance,
    emails: emailsIn(row.email),
    phone: row.telephoneAndFaxNumber ?? row.mobilePhone,
    address: row.address,
    zip: row.zip,
    city: row.city,
    country: row.country,
    companyNumber: row.corporateIdentificationNumber,
    paymentTermsNumber: row.paymentTerms?.paymentTermsNumber ?? null,
    salesPersonNumber: row.salesPerson?.employeeNumber ?? null,
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
    currency: row.currencyCode,
    amountMinor: minorOr(context, row.amount, row.currencyCode, 'amount'),
    remainderMinor: minorOr(context, row.remainder, row.currencyCode, 'remainder'),
    invoiceNumber: row.customerInvoiceNumber ? String(row.customerInvoiceNumber) : null,
  }),
);

export const matchRow = part({ fromEntry: whole, toEntry: whole }).transform((row): MatchRow => row);

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
