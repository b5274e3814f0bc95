/** Agreements, debtors and the people around them; grants given and taken back. */

import { randomBytes } from 'node:crypto';
import type { Agreement, Contact, Customer } from './agreement.ts';
import { SandboxRefusal } from './refusal.ts';
import { touch, type World } from './world.ts';

/** A new agreement in its first week: no debtors, net 14 days as its only terms, unless told otherwise. */
export function addAgreement(world: World, given: Partial<Agreement> & { number: number }): Agreement {
  const name = given.company?.name ?? `Aftale ${given.number} ApS`;
  const agreement: Agreement = {
    company: {
      name,
      companyNumber: '99001000',
      address: 'Prøvevej 1',
      zip: '5700',
      city: 'Svendborg',
      country: 'Danmark',
      phone: '+45 00 00 00 00',
      email: `post@aftale-${given.number}.example`,
      website: `https://aftale-${given.number}.example`,
    },
    user: { loginId: 'ADM', name: 'Anna Dam', email: `anna@aftale-${given.number}.example`, culture: 'da-DK' },
    bank: { name: 'Eksempelbank', sortCode: '0000', account: '0001234567' },
    baseCurrency: 'DKK',
    signupDay: '2021-03-09',
    customers: [],
    contacts: [],
    paymentTerms: [{ number: 1, name: 'Netto 14 dage', type: 'net', days: 14 }],
    employees: [],
    invoices: [],
    entries: [],
    matches: [],
    grants: [],
    hooks: [],
    nextInvoice: 20001,
    nextEntry: 90001,
    nextVoucher: 50001,
    ...given,
  };
  world.agreements.push(agreement);
  touch(world);
  return agreement;
}

/** The agreement of that number; a number nobody has is a mistake in the test. */
export function agreementOf(world: World, number: number): Agreement {
  const found = world.agreements.find((each) => each.number === number);
  if (!found) throw new SandboxRefusal(`no agreement ${number} in the sandbox`);
  return found;
}

/** A number nobody has is refused. */
export function customerOf(agreement: Agreement, number: number): Customer {
  const found = agreement.customers.find((each) => each.number === number);
  if (!found) throw new SandboxRefusal(`no customer ${number} on agreement ${agreement.number}`);
  return found;
}

/** A debtor in Denmark with one address and a company number, unless told otherwise. */
export function addCustomer(
  world: World,
  agreementNumber: number,
  given: Partial<Customer> & { number: number; name: string },
): Customer {
  const agreement = agreementOf(world, agreementNumber);
  const customer: Customer = {
    currency: agreement.baseCurrency,
    balanceMinor: 0n,
    email: `bogholderi@kunde-${given.number}.example`,
    phone: null,
    address: 'Havnegade 3',
    zip: '5700',
    city: 'Svendborg',
    country: 'Danmark',
    companyNumber: String(99_100_000 + (given.number % 100_000)),
    paymentTerms: agreement.paymentTerms[0]?.number ?? 1,
    salesPerson: null,
    attention: null,
    barred: false,
    lastUpdated: '2026-01-05T09:00:00Z',
    ...given,
  };
  agreement.customers.push(customer);
  touch(world);
  return customer;
}

/** Changes a debtor's card, as a bookkeeper does in e-conomic, and tells the web hooks. */
export function changeCustomer(
  world: World,
  agreementNumber: number,
  number: number,
  change: Partial<Omit<Customer, 'balanceMinor'>>,
  at: Date,
): Customer {
  const customer = customerOf(agreementOf(world, agreementNumber), number);
  Object.assign(customer, change, { lastUpdated: at.toISOString().replace(/\.\d{3}Z$/, 'Z') });
  world.bell.emit('news', {
    agreement: agreementNumber,
    eventType: 'CUSTOMER_UPDATED',
    merge: { OLDNUMBER: String(number), NEWNUMBER: String(customer.number) },
  });
  touch(world);
  return customer;
}

export function addContact(
  world: World,
  agreementNumber: number,
  given: Partial<Contact> & { number: number; customer: number; name: string },
): Contact {
  const contact: Contact = {
    email: null,
    phone: null,
    notifications: [],
    deleted: false,
    lastUpdated: '2026-01-05T09:00:00Z',
    ...given,
  };
  agreementOf(world, agreementNumber).contacts.push(contact);
  touch(world);
  return contact;
}

/** What pressing "Grant" on e-conomic's page does: a token that does not expire and says nothing about whose it is. */
export function grantAccess(world: World, agreementNumber: number): string {
  const token = randomBytes(24).toString('base64url');
  agreementOf(world, agreementNumber).grants.push({ token, revoked: false });
  touch(world);
  return token;
}

/** The user takes the app's access away. The app learns it as a 401 on its next call. */
export function revokeGrant(world: World, agreementNumber: number): void {
  for (const grant of agreementOf(world, agreementNumber).grants) grant.revoked = true;
  touch(world);
}

/** Whose books a grant token opens; null when it is unknown or was taken back. */
export function agreementOfGrant(world: World, token: string): Agreement | null {
  return world.agreements.find((each) => each.grants.some((grant) => grant.token === token && !grant.revoked)) ?? null;
}
