/** Files for the bookkeeper (migrations/0014). The SQL is the truth; a test holds the two together. */
import { date, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const bookkeepingFiles = pgTable('bookkeeping_files', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  number: integer('number').notNull(),
  toDay: date('to_day', { mode: 'string' }).notNull(),
  lines: integer('lines').notNull(),
  content: text('content').notNull(),
  madeAt: timestamp('made_at', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
});

export const bookkeepingEntries = pgTable('bookkeeping_entries', {
  creditorId: uuid('creditor_id').notNull(),
  transactionId: uuid('transaction_id').notNull(),
  fileId: uuid('file_id').notNull(),
});
