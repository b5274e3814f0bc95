/** Messages and dead addresses (migrations/0007). The SQL is the truth; a test holds the two together. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const messages = pgTable('messages', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  kind: text('kind').notNull(),
  caseId: uuid('case_id'),
  debtorId: uuid('debtor_id'),
  proposalId: uuid('proposal_id'),
  courtesy: boolean('courtesy').notNull(),
  toAddress: text('to_address').notNull(),
  subject: text('subject').notNull(),
  html: text('html').notNull(),
  text: text('text').notNull(),
  fromName: text('from_name').notNull(),
  replyTo: text('reply_to'),
  feeMinor: bigint('fee_minor', { mode: 'bigint' }).notNull().default(sql`0`),
  linkKind: text('link_kind'),
  sealedLink: text('sealed_link'),
  state: text('state').notNull(),
  attempt: integer('attempt').notNull().default(sql`0`),
  lease: uuid('lease'),
  leaseUntil: timestamp('lease_until', { withTimezone: true, mode: 'date' }),
  factsAsOf: timestamp('facts_as_of', { withTimezone: true, mode: 'date' }),
  providerId: text('provider_id'),
  intendedAt: timestamp('intended_at', { withTimezone: true, mode: 'date' }).notNull(),
  acceptedAt: timestamp('accepted_at', { withTimezone: true, mode: 'date' }),
  deliveredAt: timestamp('delivered_at', { withTimezone: true, mode: 'date' }),
  bouncedAt: timestamp('bounced_at', { withTimezone: true, mode: 'date' }),
  unknownSince: timestamp('unknown_since', { withTimezone: true, mode: 'date' }),
  searches: integer('searches').notNull().default(sql`0`),
  why: text('why'),
});

export const deadAddresses = pgTable('dead_addresses', {
  creditorId: uuid('creditor_id').notNull(),
  address: text('address').notNull(),
  why: text('why').notNull(),
  since: timestamp('since', { withTimezone: true, mode: 'date' }).notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
});
