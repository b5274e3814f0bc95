/** Payments and what providers told us (migrations/0007, 0008 and 0015). The SQL is the truth; a test holds the two together. */
import { sql } from 'drizzle-orm';
import { bigint, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const payments = pgTable('payments', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  caseId: uuid('case_id').notNull(),
  debtorId: uuid('debtor_id').notNull(),
  currency: text('currency').notNull(),
  amountMinor: bigint('amount_minor', { mode: 'bigint' }).notNull(),
  invoiceIds: uuid('invoice_ids').array().notNull(),
  account: text('account').notNull(),
  sessionId: text('session_id'),
  state: text('state').notNull(),
  startedAt: timestamp('started_at', { withTimezone: true, mode: 'date' }).notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  paidAt: timestamp('paid_at', { withTimezone: true, mode: 'date' }),
  providerPayment: text('provider_payment'),
  refundedMinor: bigint('refunded_minor', { mode: 'bigint' }).notNull().default(sql`0`),
  chargedBackMinor: bigint('charged_back_minor', { mode: 'bigint' }).notNull().default(sql`0`),
});

export const providerEvents = pgTable('provider_events', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  provider: text('provider').notNull(),
  eventId: text('event_id').notNull(),
  type: text('type').notNull(),
  subject: text('subject'),
  body: text('body').notNull(),
  receivedAt: timestamp('received_at', { withTimezone: true, mode: 'date' }).notNull(),
  handledAt: timestamp('handled_at', { withTimezone: true, mode: 'date' }),
  outcome: text('outcome'),
});
