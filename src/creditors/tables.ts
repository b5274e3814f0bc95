/** Creditors, their members and what they have decided (migrations/0002). The SQL is the truth; a test holds the two together. */
import { sql } from 'drizzle-orm';
import { bigint, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const creditors = pgTable('creditors', {
  id: uuid('id').notNull().defaultRandom(),
  system: text('system').notNull().default(sql`'e-conomic'::text`),
  agreementNumber: text('agreement_number').notNull(),
  name: text('name').notNull(),
  companyNumber: text('company_number'),
  address: text('address'),
  country: text('country'),
  email: text('email'),
  phone: text('phone'),
  baseCurrency: text('base_currency').notNull(),
  timeZone: text('time_zone').notNull().default(sql`'Europe/Copenhagen'::text`),
  bankName: text('bank_name'),
  bankSortCode: text('bank_sort_code'),
  bankAccount: text('bank_account'),
  claimEmail: text('claim_email'),
  claimName: text('claim_name'),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
});

export const grants = pgTable('grants', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  sealedToken: text('sealed_token').notNull(),
  grantedAt: timestamp('granted_at', { withTimezone: true, mode: 'date' }).notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
  endedWhy: text('ended_why'),
});

export const members = pgTable('members', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  personId: uuid('person_id').notNull(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  role: text('role').notNull(),
  employeeNumber: integer('employee_number'),
  since: timestamp('since', { withTimezone: true, mode: 'date' }).notNull(),
  until: timestamp('until', { withTimezone: true, mode: 'date' }),
});

export const settings = pgTable('settings', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  kind: text('kind').notNull(),
  value: jsonb('value').notNull(),
  fromAt: timestamp('from_at', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
});

export const ladderDrafts = pgTable('ladder_drafts', {
  creditorId: uuid('creditor_id').notNull(),
  ladder: text('ladder').notNull(),
  value: jsonb('value').notNull(),
  changedAt: timestamp('changed_at', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
});

export const paymentAccounts = pgTable('payment_accounts', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  account: text('account').notNull(),
  connectedAt: timestamp('connected_at', { withTimezone: true, mode: 'date' }).notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
});

export const timetable = pgTable('timetable', {
  creditorId: uuid('creditor_id').notNull(),
  what: text('what').notNull(),
  subjectId: text('subject_id').notNull().default(sql`''::text`),
  dueAt: timestamp('due_at', { withTimezone: true, mode: 'date' }).notNull(),
  takenAt: timestamp('taken_at', { withTimezone: true, mode: 'date' }),
});
