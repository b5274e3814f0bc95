/** The trail (migrations/0003, 0012). The SQL is the truth; a test holds the two together. */
import { sql } from 'drizzle-orm';
import { bigint, jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const trail = pgTable('trail', {
  creditorId: uuid('creditor_id').notNull(),
  id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  caseId: uuid('case_id'),
  debtorId: uuid('debtor_id'),
  what: text('what').notNull(),
  subjectId: text('subject_id'),
  details: jsonb('details').notNull().default(sql`'{}'::jsonb`),
  at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
  recordedAt: timestamp('recorded_at', { withTimezone: true, mode: 'date' }).notNull().default(sql`clock_timestamp()`),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
  privateHash: text('private_hash'),
});

export const trailPrivate = pgTable('trail_private', {
  creditorId: uuid('creditor_id').notNull(),
  trailId: bigint('trail_id', { mode: 'number' }).notNull(),
  salt: text('salt').notNull(),
  body: jsonb('body').notNull(),
});

export const trailChain = pgTable('trail_chain', {
  creditorId: uuid('creditor_id').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  trailId: bigint('trail_id', { mode: 'number' }).notNull(),
  version: smallint('version').notNull(),
  bytes: text('bytes').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
});

export const trailUnchained = pgTable('trail_unchained', {
  creditorId: uuid('creditor_id').notNull(),
  place: bigint('place', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  trailId: bigint('trail_id', { mode: 'number' }).notNull(),
});
