/** The debtor's links and sessions (migrations/0009). The SQL is the truth; a test holds the two together. */
import { pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const portalLinks = pgTable('portal_links', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  debtorId: uuid('debtor_id').notNull(),
  tokenHash: text('token_hash').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
  revokedAt: timestamp('revoked_at', { withTimezone: true, mode: 'date' }),
});

export const portalSessions = pgTable('portal_sessions', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  linkId: uuid('link_id').notNull(),
  debtorId: uuid('debtor_id').notNull(),
  tokenHash: text('token_hash').notNull(),
  openedAt: timestamp('opened_at', { withTimezone: true, mode: 'date' }).notNull(),
  expiresAt: timestamp('expires_at', { withTimezone: true, mode: 'date' }).notNull(),
});
