/** The claim ledger (migrations/0005, 0012). The SQL is the truth; a test holds the two together. */
import { sql } from 'drizzle-orm';
import { bigint, date, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const referenceRates = pgTable('reference_rates', {
  market: text('market').notNull(),
  fromDay: date('from_day', { mode: 'string' }).notNull(),
  percent: text('percent').notNull(),
  source: text('source').notNull(),
  confidence: text('confidence').notNull(),
  origin: text('origin').notNull(),
  recordedAt: timestamp('recorded_at', { withTimezone: true, mode: 'date' }).notNull().default(sql`clock_timestamp()`),
  seq: bigint('seq', { mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
});

export const rateProposals = pgTable('rate_proposals', {
  id: uuid('id').notNull().defaultRandom(),
  market: text('market').notNull(),
  fromDay: date('from_day', { mode: 'string' }).notNull(),
  percent: text('percent').notNull(),
  source: text('source').notNull(),
  reasoning: text('reasoning').notNull(),
  proposedAt: timestamp('proposed_at', { withTimezone: true, mode: 'date' }).notNull().default(sql`clock_timestamp()`),
  byKind: text('by_kind').notNull(),
  byName: text('by_name').notNull(),
});

export const rateProposalEnds = pgTable('rate_proposal_ends', {
  proposalId: uuid('proposal_id').notNull(),
  what: text('what').notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }).notNull().default(sql`clock_timestamp()`),
  byKind: text('by_kind').notNull(),
  byName: text('by_name').notNull(),
  why: text('why').notNull(),
});

export const rateLooks = pgTable('rate_looks', {
  bank: text('bank').notNull(),
  lookedAt: timestamp('looked_at', { withTimezone: true, mode: 'date' }).notNull(),
  outcome: text('outcome').notNull(),
  what: text('what').notNull().default(''),
});

export const transactions = pgTable('transactions', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  caseId: uuid('case_id').notNull(),
  cause: text('cause').notNull(),
  reason: text('reason').notNull(),
  recordedAt: timestamp('recorded_at', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
});

export const entries = pgTable('entries', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  transactionId: uuid('transaction_id').notNull(),
  caseId: uuid('case_id').notNull(),
  invoiceId: uuid('invoice_id'),
  account: text('account').notNull(),
  amountMinor: bigint('amount_minor', { mode: 'bigint' }).notNull(),
  currency: text('currency').notNull(),
  valueDay: date('value_day', { mode: 'string' }).notNull(),
  recordedAt: timestamp('recorded_at', { withTimezone: true, mode: 'date' }).notNull(),
});

export const ledgerChain = pgTable('ledger_chain', {
  creditorId: uuid('creditor_id').notNull(),
  seq: bigint('seq', { mode: 'number' }).notNull(),
  transactionId: uuid('transaction_id').notNull(),
  version: smallint('version').notNull(),
  bytes: text('bytes').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
});

export const ledgerUnchained = pgTable('ledger_unchained', {
  creditorId: uuid('creditor_id').notNull(),
  place: bigint('place', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  transactionId: uuid('transaction_id').notNull(),
});
