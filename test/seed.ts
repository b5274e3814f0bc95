/**
 * A creditor with books, made through the rooms' own verbs: customers and invoices are observed, cases react, letters are
 * proposed. For tests of pages; the days are fixed and far ahead, so that no law changes under them.
 */
import { resolve } from 'node:path';
import type { Test } from 'tap';
import { propose } from '../src/cases/propose.ts';
import { reactToBooks } from '../src/cases/react-to-books.ts';
import { changeSetting } from '../src/creditors/change-setting.ts';
import { keepGrant } from '../src/creditors/keep-grant.ts';
import { observeCustomers } from '../src/mirror/observe-customers.ts';
import { observeInvoices } from '../src/mirror/observe-invoices.ts';
import type { CustomerRow, InvoiceRow } from '../src/mirror/port.ts';
import { beginPull, endPull } from '../src/mirror/store-state.ts';
import { createLetterPress } from '../src/sending/letter.ts';
import { wordingOf } from '../src/sending/wording.ts';
import { dayPlus } from '../src/values/day.ts';
import { type People, people, type Room, sealKeys } from './people.ts';

/** Monday 12 March 2040, ten in the morning in Copenhagen. */
export const seedDay = '2040-03-12';
export const seedNow = new Date('2040-03-12T09:00:00Z');

export const press = createLetterPress(resolve(import.meta.dirname, '..', 'views'));
export const proposeTools = { wording: wordingOf(press, ['email', 'sms']), wallNow: () => seedNow };

export type SeedDebtor = {
  readonly number: string;
  readonly name: string;
  readonly email?: string | null;
  readonly mobile?: string | null;
  /** Employee number of the rep. */
  readonly salesPerson?: number;
  readonly companyNumber?: string | null;
  /** What the books' balance shows beyond the open items, minor units; negative is unmatched money. */
  readonly balanceOff?: bigint;
};

export type SeedInvoice = {
  readonly number: string;
  readonly debtor: string;
  /** Days after the due day, on `seedDay`. */
  readonly daysLate: number;
  readonly minor: bigint;
  readonly leftMinor?: bigint;
  readonly currency?: 'DKK' | 'EUR';
};

export type SeedRoom = Room & {
  /** Customers and invoices as the books show them now; what stood there before and is not named stays. */
  books(debtors: readonly SeedDebtor[], invoices: readonly SeedInvoice[]): Promise<void>;
  sendingOn(): Promise<void>;
  propose(): Promise<void>;
  debtorId(name: string): Promise<string>;
  caseId(name: string): Promise<string>;
  /** The open letter of a debtor: its id and the fingerprint a yes is given to. */
  letter(name: string): Promise<{ id: string; hash: string; status: string; key: string }>;
};

export type SeedWorld = People & {
  /** A creditor whose books are connected and were just read. Sending is off. */
  room(name?: string): Promise<SeedRoom>;
  turnTo(instant: Date): Promise<void>;
};

export async function seedWorld(t: Test): Promise<SeedWorld> {
  const kit = await people(t);
  const turnTo = async (instant: Date) => {
    await kit.behind`select turn_business_clock(${instant})`;
  };
  await turnTo(seedNow);
  await kit.behind`
    insert into reference_rates (market, from_day, percent, source, confidence, origin)
    values ('DK', '2039-07-01', '2', 'a test', 'high', 'sandbox'), ('DK', '2040-01-01', '2', 'a test', 'high', 'sandbox')`;
  return { ...kit, turnTo, room: (name = 'Nordvind Kaffe ApS') => seedRoom(kit, name) };
}

async function seedRoom(kit: People, name: string): Promise<SeedRoom> {
  const room = await kit.creditor(name);
  const { creditorId, work } = room;
  await work((each) => keepGrant(each, sealKeys, 'a grant'));
  await work((each) => beginPull(each, seedNow));
  await work((each) => endPull(each, seedNow, null));
  await work((each) => changeSetting(each, 'market', { DK: 'confirmed' }));
  // Letters leave when they may, so that pages can be asked for the hour.
  await work((each) => changeSetting(each, 'sending-spread', { minutes: 0 }));
  const one = async (rows: PromiseLike<readonly object[]>) => {
    const [row] = (await rows) as readonly Record<string, string>[];
    if (!row) throw new Error('the seed has no such thing');
    return row;
  };
  return {
    ...room,
    books: async (debtors, invoices) => {
      await work(async (each) => {
        await observeCustomers(each, reading(debtors.map((debtor) => customerRow(debtor, invoices))));
        const changes = await observeInvoices(each, reading(invoices.map(invoiceRow)));
        await reactToBooks(each, changes);
      });
    },
    sendingOn: async () => void (await work((each) => changeSetting(each, 'sending', { on: true }))),
    propose: async () => void (await work((each) => propose(each, proposeTools))),
    debtorId: async (debtor) =>
      (await one(kit.behind`select id from debtors where creditor_id = ${creditorId} and name = ${debtor}`))['id']!,
    caseId: async (debtor) =>
      (
        await one(kit.behind`
          select c.id from cases c join debtors d on d.creditor_id = c.creditor_id and d.id = c.debtor_id
          where c.creditor_id = ${creditorId} and d.name = ${debtor} order by c.closed_at nulls first, c.currency`)
      )['id']!,
    letter: async (debtor) => {
      const row = await one(kit.behind`
        select p.id, p.hash, p.status from proposals p join debtors d on d.creditor_id = p.creditor_id and d.id = p.debtor_id
        where p.creditor_id = ${creditorId} and d.name = ${debtor} order by p.proposed_at desc, p.ended_at nulls first`);
      const { id, hash, status } = row as { id: string; hash: string; status: string };
      return { id, hash, status, key: `${id}:${hash}` };
    },
  };
}

function reading<Row>(rows: Row[]) {
  return { rows, refusedRows: [], asOf: seedNow };
}

function customerRow(debtor: SeedDebtor, invoices: readonly SeedInvoice[]): CustomerRow {
  const open = invoices
    .filter((invoice) => invoice.debtor === debtor.number)
    .reduce((total, invoice) => total + (invoice.leftMinor ?? invoice.minor), 0n);
  const email = debtor.email === undefined ? `post@${debtor.number}.example` : debtor.email;
  return {
    number: debtor.number,
    name: debtor.name,
    currency: 'DKK',
    balanceMinor: open + (debtor.balanceOff ?? 0n),
    emails: email === null ? [] : [email],
    phone: null,
    mobilePhone: debtor.mobile ?? null,
    address: null,
    zip: null,
    city: null,
    country: 'Danmark',
    companyNumber: debtor.companyNumber === undefined ? '87654321' : debtor.companyNumber,
    paymentTermsNumber: null,
    groupNumber: null,
    salesPersonNumber: debtor.salesPerson ?? null,
    attentionNumber: null,
    barred: false,
    lastUpdated: null,
  };
}

function invoiceRow(invoice: SeedInvoice): InvoiceRow {
  const dueDay = dayPlus(seedDay, -invoice.daysLate);
  const left = invoice.leftMinor ?? invoice.minor;
  return {
    number: invoice.number,
    customerNumber: invoice.debtor,
    day: dayPlus(dueDay, -14),
    dueDay,
    currency: invoice.currency ?? 'DKK',
    grossMinor: invoice.minor,
    remainderMinor: left,
    remainderBaseMinor: left,
    entry: null,
    paymentTermsNumber: null,
    recipientName: null,
    reference: null,
  };
}
