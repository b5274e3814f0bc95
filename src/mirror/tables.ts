/** The mirror of the books (migrations/0004). The SQL is the truth; a test holds the two together. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, customType, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Currency } from '../values/money.ts';
import type { Drift } from './drift.ts';
import type { NewsEvent } from './port.ts';

const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });

export const debtors = pgTable('debtors', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  name: text('name').notNull(),
  emails: text('emails').array().notNull().default(sql`'{}'::text[]`),
  phone: text('phone'),
  mobilePhone: text('mobile_phone'),
  address: text('address'),
  zip: text('zip'),
  city: text('city'),
  country: text('country'),
  companyNumber: text('company_number'),
  currency: text('currency').$type<Currency>().notNull(),
  balanceBaseMinor: bigint('balance_base_minor', { mode: 'bigint' }).notNull(),
  termsNumber: integer('terms_number'),
  salesPersonNumber: integer('sales_person_number'),
  groupNumber: integer('group_number'),
  attentionNumber: integer('attention_number'),
  barred: boolean('barred').notNull().default(sql`false`),
  readAt: timestamp('read_at', { withTimezone: true, mode: 'date' }).notNull(),
  goneAt: timestamp('gone_at', { withTimezone: true, mode: 'date' }),
});

export const customerNumbers = pgTable('customer_numbers', {
  creditorId: uuid('creditor_id').notNull(),
  debtorId: uuid('debtor_id').notNull(),
  number: text('number').notNull(),
  fromAt: timestamp('from_at', { withTimezone: true, mode: 'date' }).notNull(),
  untilAt: timestamp('until_at', { withTimezone: true, mode: 'date' }),
});

export const contacts = pgTable('contacts', {
  creditorId: uuid('creditor_id').notNull(),
  debtorId: uuid('debtor_id').notNull(),
  number: integer('number').notNull(),
  name: text('name').notNull(),
  email: text('email'),
  receivesReminders: boolean('receives_reminders').notNull(),
  deleted: boolean('deleted').notNull(),
  readAt: timestamp('read_at', { withTimezone: true, mode: 'date' }).notNull(),
});

export const paymentTerms = pgTable('payment_terms', {
  creditorId: uuid('creditor_id').notNull(),
  number: integer('number').notNull(),
  name: text('name').notNull(),
  type: text('type').notNull(),
  days: integer('days'),
});

export const employees = pgTable('employees', {
  creditorId: uuid('creditor_id').notNull(),
  number: integer('number').notNull(),
  name: text('name').notNull(),
  email: text('email'),
});

export const invoices = pgTable('invoices', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  number: text('number').notNull(),
  entry: bigint('entry', { mode: 'number' }),
  debtorId: uuid('debtor_id').notNull(),
  day: date('day', { mode: 'string' }).notNull(),
  dueDay: date('due_day', { mode: 'string' }).notNull(),
  currency: text('currency').$type<Currency>().notNull(),
  grossMinor: bigint('gross_minor', { mode: 'bigint' }).notNull(),
  remainderMinor: bigint('remainder_minor', { mode: 'bigint' }).notNull(),
  remainderBaseMinor: bigint('remainder_base_minor', { mode: 'bigint' }).notNull(),
  termsNumber: integer('terms_number'),
  reference: text('reference'),
  market: text('market').notNull(),
  firstSeenAt: timestamp('first_seen_at', { withTimezone: true, mode: 'date' }).notNull(),
  readAt: timestamp('read_at', { withTimezone: true, mode: 'date' }).notNull(),
});

export const bookEntries = pgTable('book_entries', {
  creditorId: uuid('creditor_id').notNull(),
  number: bigint('number', { mode: 'number' }).notNull(),
  customerNumber: text('customer_number').notNull(),
  kind: text('kind').notNull(),
  day: date('day', { mode: 'string' }).notNull(),
  dueDay: date('due_day', { mode: 'string' }),
  currency: text('currency').$type<Currency>().notNull(),
  amountMinor: bigint('amount_minor', { mode: 'bigint' }).notNull(),
  remainderMinor: bigint('remainder_minor', { mode: 'bigint' }).notNull(),
  invoiceNumber: text('invoice_number'),
});

export const bookMatches = pgTable('book_matches', {
  creditorId: uuid('creditor_id').notNull(),
  fromEntry: bigint('from_entry', { mode: 'number' }).notNull(),
  toEntry: bigint('to_entry', { mode: 'number' }).notNull(),
});

export const mirrorState = pgTable('mirror_state', {
  creditorId: uuid('creditor_id').notNull(),
  phase: text('phase').$type<'first' | 'quiet' | 'paused'>().notNull(),
  step: text('step'),
  rowsDone: integer('rows_done').notNull().default(sql`0`),
  rowsTotal: integer('rows_total'),
  cursor: text('cursor'),
  startedAt: timestamp('started_at', { withTimezone: true, mode: 'date' }),
  booksReadAt: timestamp('books_read_at', { withTimezone: true, mode: 'date' }),
  lastEntry: bigint('last_entry', { mode: 'number' }).notNull().default(sql`0`),
  problem: text('problem'),
  failures: integer('failures').notNull().default(sql`0`),
  pullingUntil: timestamp('pulling_until', { withTimezone: true, mode: 'date' }),
  contactsReadAt: timestamp('contacts_read_at', { withTimezone: true, mode: 'date' }),
  contactsWholeAt: timestamp('contacts_whole_at', { withTimezone: true, mode: 'date' }),
  rowsPlanned: integer('rows_planned'),
  rowsRead: integer('rows_read').notNull().default(sql`0`),
  pagesRead: integer('pages_read').notNull().default(sql`0`),
  readMs: bigint('read_ms', { mode: 'number' }).notNull().default(sql`0`),
  pastEntry: bigint('past_entry', { mode: 'number' }),
  pastTo: bigint('past_to', { mode: 'number' }),
});

export const refusedRows = pgTable('refused_rows', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  kind: text('kind').notNull(),
  key: text('key').notNull(),
  what: text('what').notNull(),
  at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
});

export const bookSubscriptions = pgTable('book_subscriptions', {
  creditorId: uuid('creditor_id').notNull(),
  event: text('event').$type<NewsEvent>().notNull(),
  state: text('state').$type<'subscribed' | 'by-hand' | 'ended'>().notNull(),
  why: text('why').notNull().default(sql`''::text`),
  lookedAt: timestamp('looked_at', { withTimezone: true, mode: 'date' }).notNull(),
});

export const comparisons = pgTable('comparisons', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  begunAt: timestamp('begun_at', { withTimezone: true, mode: 'date' }).notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
  customers: integer('customers').notNull().default(sql`0`),
  invoices: integer('invoices').notNull().default(sql`0`),
  differed: integer('differed').notNull().default(sql`0`),
  examples: jsonb('examples').$type<Drift[]>().notNull().default(sql`'[]'::jsonb`),
});

export const invoiceCopies = pgTable('invoice_copies', {
  creditorId: uuid('creditor_id').notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  pdf: bytes('pdf').notNull(),
  size: integer('size').notNull(),
  dueDay: date('due_day', { mode: 'string' }).notNull(),
  grossMinor: bigint('gross_minor', { mode: 'bigint' }).notNull(),
  fetchedAt: timestamp('fetched_at', { withTimezone: true, mode: 'date' }).notNull(),
});
