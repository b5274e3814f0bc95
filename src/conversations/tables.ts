/** Questions (migrations/0009). The SQL is the truth; a test holds the two together. */
import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const questions = pgTable('questions', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  caseId: uuid('case_id').notNull(),
  debtorId: uuid('debtor_id').notNull(),
  body: text('body').notNull(),
  askedAt: timestamp('asked_at', { withTimezone: true, mode: 'date' }).notNull(),
  answer: text('answer'),
  answeredAt: timestamp('answered_at', { withTimezone: true, mode: 'date' }),
  answeredBy: uuid('answered_by'),
  holdId: uuid('hold_id').notNull(),
});
