/** The books in e-conomic's wire shapes, legacy REST family. What is null, empty or false is left out, as e-conomic does. */

import type { Day } from '../values/day.ts';
import { type Currency, decimalFromMinor } from '../values/money.ts';
import type { Agreement, BookedInvoice, Contact, Customer, Employee, PaymentTerms } from './agreement.ts';
import { inBase } from './book-lines.ts';
import type { Row } from './e-conomic-filter.ts';

/** Minor units as the JSON number e-conomic writes: 500000 øre → 5000, 781250 → 7812.5. */
export function decimal(minor: bigint, currency: Currency): number {
  return Number(decimalFromMinor(minor, currency));
}

/** Leaves out what e-conomic leaves out. */
export function withoutEmpty(value: Row): Row {
  const kept: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    if (each === null || each === undefined || each === '' || each === false) continue;
    kept[key] = typeof each === 'object' && !Array.isArray(each) ? withoutEmpty(each as Row) : each;
  }
  return kept;
}

export function selfShape(agreement: Agreement, appPublicToken: string, base: string): Row {
  const { company, user, bank } = agreement;
  return withoutEmpty({
    agreementNumber: agreement.number,
    agreementType: { agreementTypeNumber: 1, name: 'Danmark' },
    userName: user.loginId,
    signupDate: agreement.signupDay,
    user: {
      loginId: user.loginId,
      email: user.email,
      name: user.name,
      agreementNumber: agreement.number,
      language: { languageNumber: 1, name: 'Dansk', culture: user.culture, self: `${base}/languages/1` },
    },
    company: {
      addressLine1: company.address,
      zip: company.zip,
      city: company.city,
      name: company.name,
      country: company.country,
      phoneNumber: company.phone,
      attention: user.name,
      website: company.website,
      email: company.email,
      companyIdentificationNumber: company.companyNumber,
    },
    bankInformation: { bankName: bank.name, bankSortCode: bank.sortCode, bankAccountNumber: bank.account },
    application: {
      appNumber: 4711,
      name: 'Rykker',
      appPublicToken,
      created: '2026-10-01',
      requiredRoles: [{ roleNumber: 1, name: 'SuperUser', self: `${base}/app-roles/1` }],
      self: `${base}/apps/4711`,
    },
    settings: {
      baseCurrency: agreement.baseCurrency,
      defaultPaymentTerm: agreement.paymentTerms[0]?.name,
      internationalLedger: 'false',
    },
    companyAffiliation: 'E-conomic',
    canSendElectronicInvoice: true,
    modules: [],
    self: `${base}/self`,
  });
}

export function customerShape(agreement: Agreement, customer: Customer, today: Day, base: string): Row {
  const self = `${base}/customers/${customer.number}`;
  const contact =
    customer.attention === null
      ? null
      : {
          customerContactNumber: customer.attention,
          customer: { customerNumber: customer.number, self },
          self: `${self}/contacts/${customer.attention}`,
        };
  return {
    ...withoutEmpty({
      customerNumber: customer.number,
      currency: customer.currency,
      paymentTerms: {
        paymentTermsNumber: customer.paymentTerms,
        self: `${base}/payment-terms/${customer.paymentTerms}`,
      },
      customerGroup: { customerGroupNumber: 1, self: `${base}/customer-groups/1` },
      address: customer.address,
      balance: decimal(customer.balanceMinor, agreement.baseCurrency),
      dueAmount: decimal(overdueInBase(agreement, customer, today), agreement.baseCurrency),
      barred: customer.barred,
      city: customer.city,
      corporateIdentificationNumber: customer.companyNumber,
      country: customer.country,
      email: customer.email,
      lastUpdated: customer.lastUpdated,
      name: customer.name,
      telephoneAndFaxNumber: customer.phone,
      mobilePhone: customer.mobilePhone,
      zip: customer.zip,
      vatZone: {
        vatZoneNumber: customer.country === 'Danmark' ? 1 : 2,
        self: `${base}/vat-zones/${customer.country === 'Danmark' ? 1 : 2}`,
      },
      layout: { layoutNumber: 19, self: `${base}/layouts/19` },
      attention: contact,
      customerContact: contact,
      salesPerson:
        customer.salesPerson === null
          ? null
          : { employeeNumber: customer.salesPerson, self: `${base}/employees/${customer.salesPerson}` },
      contacts: `${self}/contacts`,
      invoices: { booked: `${self}/invoices/booked`, self: `${self}/invoices` },
      self,
    }),
    eInvoicingDisabledByDefault: false,
  };
}

function overdueInBase(agreement: Agreement, customer: Customer, today: Day): bigint {
  let total = 0n;
  for (const invoice of agreement.invoices) {
    if (invoice.customer !== customer.number || invoice.remainderMinor === 0n || invoice.dueDay >= today) continue;
    total += inBase(agreement, invoice.remainderMinor, invoice.currency, invoice.ratePer100Minor);
  }
  return total;
}

export function contactShape(contact: Contact, base: string): Row {
  const customer = `${base}/customers/${contact.customer}`;
  return withoutEmpty({
    customerContactNumber: contact.number,
    name: contact.name,
    email: contact.email,
    phone: contact.phone,
    emailNotifications: contact.notifications.length > 0 ? contact.notifications : null,
    deleted: contact.deleted,
    customer: { customerNumber: contact.customer, self: customer },
    sortKey: contact.number,
    self: `${customer}/contacts/${contact.number}`,
  });
}

export function termsShape(terms: PaymentTerms, base: string): Row {
  return withoutEmpty({
    paymentTermsNumber: terms.number,
    daysOfCredit: terms.days,
    name: terms.name,
    paymentTermsType: terms.type,
    self: `${base}/payment-terms/${terms.number}`,
  });
}

export function employeeShape(employee: Employee, base: string): Row {
  return withoutEmpty({
    employeeNumber: employee.number,
    employeeGroup: { employeeGroupNumber: 1, self: `${base}/employee-groups/1` },
    name: employee.name,
    email: employee.email,
    phone: employee.phone,
    customers: `${base}/employees/${employee.number}/customers`,
    self: `${base}/employees/${employee.number}`,
  });
}

/** `whole`: as /invoices/booked gives it; otherwise without the fields that unpaid, overdue, paid and not-due lack. */
export function invoiceShape(agreement: Agreement, invoice: BookedInvoice, whole: boolean, base: string): Row {
  const customer = agreement.customers.find((each) => each.number === invoice.customer);
  const terms = agreement.paymentTerms.find((each) => each.number === invoice.paymentTerms);
  const own = (minor: bigint) => decimal(minor, invoice.currency);
  const inBooks = (minor: bigint) =>
    decimal(inBase(agreement, minor, invoice.currency, invoice.ratePer100Minor), agreement.baseCurrency);
  const self = `${base}/invoices/booked/${invoice.number}`;
  return withoutEmpty({
    bookedInvoiceNumber: invoice.number,
    date: invoice.day,
    currency: invoice.currency,
    exchangeRate: whole ? decimal(invoice.ratePer100Minor, agreement.baseCurrency) : null,
    netAmount: own(invoice.netMinor),
    netAmountInBaseCurrency: inBooks(invoice.netMinor),
    grossAmount: own(invoice.grossMinor),
    grossAmountInBaseCurrency: whole ? inBooks(invoice.grossMinor) : null,
    vatAmount: own(invoice.grossMinor - invoice.netMinor),
    roundingAmount: 0,
    remainder: own(invoice.remainderMinor),
    remainderInBaseCurrency: inBooks(invoice.remainderMinor),
    dueDate: invoice.dueDay,
    paymentTerms: terms ? termsShape(terms, base) : { paymentTermsNumber: invoice.paymentTerms },
    customer: { customerNumber: invoice.customer, self: `${base}/customers/${invoice.customer}` },
    recipient: {
      name: customer?.name,
      address: customer?.address,
      zip: customer?.zip,
      city: customer?.city,
      country: customer?.country,
      vatZone: { vatZoneNumber: customer?.country === 'Danmark' ? 1 : 2, self: `${base}/vat-zones/1` },
      cvr: customer?.companyNumber,
    },
    notes: { heading: invoice.text },
    references: {
      salesPerson:
        invoice.salesPerson === null
          ? null
          : { employeeNumber: invoice.salesPerson, self: `${base}/employees/${invoice.salesPerson}` },
      other: invoice.reference,
    },
    layout: { layoutNumber: 19, self: `${base}/layouts/19` },
    pdf: { download: `${self}/pdf` },
    sent: `${self}/sent`,
    self,
  });
}

/** The lines stand only on the single invoice. */
export function linesShape(invoice: BookedInvoice): Row[] {
  const net = decimal(invoice.netMinor, invoice.currency);
  return [
    {
      lineNumber: 1,
      sortKey: 1,
      description: invoice.text,
      quantity: 1,
      unitNetPrice: net,
      discountPercentage: 0,
      totalNetAmount: net,
    },
  ];
}
