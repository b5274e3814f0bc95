/** Cases, positions, holds and proposals (migrations/0005 and 0006). The SQL is the truth; a test holds the two together. */
import { sql } from 'drizzle-orm';
import { bigint, boolean, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const cases = pgTable('cases', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  debtorId: uuid('debtor_id').notNull(),
  currency: text('currency').notNull(),
  openedAt: timestamp('opened_at', { withTimezone: true, mode: 'date' }).notNull(),
  closedAt: timestamp('closed_at', { withTimezone: true, mode: 'date' }),
  closedWhy: text('closed_why'),
  paymentUntil: timestamp('payment_until', { withTimezone: true, mode: 'date' }),
});

export const positions = pgTable('positions', {
  creditorId: uuid('creditor_id').notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  debtorId: uuid('debtor_id').notNull(),
  run: integer('run').notNull().default(sql`1`),
  caseId: uuid('case_id'),
  lastRung: text('last_rung'),
  lastLetterDay: date('last_letter_day', { mode: 'string' }),
  lastDeadline: date('last_deadline', { mode: 'string' }),
  feesSoFar: integer('fees_so_far').notNull().default(sql`0`),
  lookAgainOn: date('look_again_on', { mode: 'string' }),
  settledAt: timestamp('settled_at', { withTimezone: true, mode: 'date' }),
  climbed: text('climbed').array().notNull().default(sql`'{}'::text[]`),
  ladderVersion: text('ladder_version'),
  handedOverOn: date('handed_over_on', { mode: 'string' }),
});

export const holds = pgTable('holds', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  caseId: uuid('case_id'),
  debtorId: uuid('debtor_id').notNull(),
  invoiceId: uuid('invoice_id'),
  kind: text('kind').notNull(),
  until: date('until', { mode: 'string' }),
  details: jsonb('details').notNull().default(sql`'{}'::jsonb`),
  since: timestamp('since', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
  endedByKind: text('ended_by_kind'),
  endedById: text('ended_by_id'),
  endedWhy: text('ended_why'),
});

export const debtorSettings = pgTable('debtor_settings', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  seq: bigint('seq', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
  debtorId: uuid('debtor_id').notNull(),
  kind: text('kind').notNull(),
  value: jsonb('value').notNull(),
  fromAt: timestamp('from_at', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
});

export const interruptions = pgTable('interruptions', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  invoiceId: uuid('invoice_id').notNull(),
  kind: text('kind').notNull(),
  day: date('day', { mode: 'string' }).notNull(),
  note: text('note').notNull(),
  takesBack: uuid('takes_back'),
  recordedAt: timestamp('recorded_at', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
});

export const leftOutInvoices = pgTable('left_out_invoices', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  invoiceId: uuid('invoice_id').notNull(),
  why: text('why').notNull(),
  note: text('note'),
  since: timestamp('since', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
  endedByKind: text('ended_by_kind'),
  endedById: text('ended_by_id'),
});

export const graceDays = pgTable('grace_days', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  invoiceId: uuid('invoice_id').notNull(),
  day: date('day', { mode: 'string' }).notNull(),
  agreed: boolean('agreed').notNull(),
  note: text('note').notNull(),
  since: timestamp('since', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
  endedByKind: text('ended_by_kind'),
  endedById: text('ended_by_id'),
});

export const proposals = pgTable('proposals', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  caseId: uuid('case_id').notNull(),
  debtorId: uuid('debtor_id').notNull(),
  currency: text('currency').notNull(),
  rung: text('rung').notNull(),
  status: text('status').notNull(),
  content: jsonb('content').notNull(),
  principalMinor: bigint('principal_minor', { mode: 'bigint' }).notNull(),
  feeMinor: bigint('fee_minor', { mode: 'bigint' }).notNull(),
  interestMinor: bigint('interest_minor', { mode: 'bigint' }),
  totalMinor: bigint('total_minor', { mode: 'bigint' }).notNull(),
  oldestDueDay: date('oldest_due_day', { mode: 'string' }).notNull(),
  recipient: text('recipient'),
  textVersion: text('text_version').notNull(),
  ladderVersion: text('ladder_version').notNull(),
  hash: text('hash').notNull(),
  proposedAt: timestamp('proposed_at', { withTimezone: true, mode: 'date' }).notNull(),
  headsUpAt: timestamp('heads_up_at', { withTimezone: true, mode: 'date' }),
  leavesAt: timestamp('leaves_at', { withTimezone: true, mode: 'date' }),
  verdict: text('verdict').notNull(),
  verdictGuard: text('verdict_guard'),
  verdictDetail: jsonb('verdict_detail').notNull().default(sql`'{}'::jsonb`),
  lookAgainAt: timestamp('look_again_at', { withTimezone: true, mode: 'date' }),
  sentAt: timestamp('sent_at', { withTimezone: true, mode: 'date' }),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
  endedWhy: text('ended_why'),
  nth: integer('nth').notNull().default(sql`1`),
  channel: text('channel').notNull().default('email'),
});

export const proposalLines = pgTable('proposal_lines', {
  creditorId: uuid('creditor_id').notNull(),
  proposalId: uuid('proposal_id').notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  run: integer('run').notNull(),
  rung: text('rung').notNull(),
  principalMinor: bigint('principal_minor', { mode: 'bigint' }).notNull(),
  earlierRung: text('earlier_rung'),
  earlierLetterDay: date('earlier_letter_day', { mode: 'string' }),
  earlierDeadline: date('earlier_deadline', { mode: 'string' }),
  voidedAt: timestamp('voided_at', { withTimezone: true, mode: 'date' }),
  nth: integer('nth').notNull().default(sql`1`),
  earlierLadderVersion: text('earlier_ladder_version'),
});

export const approvals = pgTable('approvals', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  proposalId: uuid('proposal_id').notNull(),
  hash: text('hash').notNull(),
  memberId: uuid('member_id').notNull(),
  at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
  endedWhy: text('ended_why'),
  standingId: uuid('standing_id'),
});

export const standingApprovals = pgTable('standing_approvals', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  ladder: text('ladder').notNull(),
  rung: text('rung').notNull(),
  reads: text('reads').notNull(),
  memberId: uuid('member_id').notNull(),
  at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
  endedByKind: text('ended_by_kind'),
  endedById: text('ended_by_id'),
  endedWhy: text('ended_why'),
});

export const verdicts = pgTable('verdicts', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  proposalId: uuid('proposal_id').notNull(),
  at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
  stage: text('stage').notNull(),
  verdict: text('verdict').notNull(),
  guard: text('guard'),
  answers: jsonb('answers').notNull(),
});

export const deadAddresses = pgTable('dead_addresses', {
  creditorId: uuid('creditor_id').notNull(),
  address: text('address').notNull(),
  why: text('why').notNull(),
  since: timestamp('since', { withTimezone: true, mode: 'date' }).notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
});

export const debtorHabits = pgTable('debtor_habits', {
  creditorId: uuid('creditor_id').notNull(),
  debtorId: uuid('debtor_id').notNull(),
  habit: text('habit').notNull(),
  reckonedAt: timestamp('reckoned_at', { withTimezone: true, mode: 'date' }).notNull(),
});

export const segmentMoves = pgTable('segment_moves', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  debtorId: uuid('debtor_id').notNull(),
  fromSegment: text('from_segment').notNull(),
  toSegment: text('to_segment').notNull(),
  why: jsonb('why').notNull(),
  reads: text('reads').notNull(),
  proposedAt: timestamp('proposed_at', { withTimezone: true, mode: 'date' }).notNull(),
  answeredAt: timestamp('answered_at', { withTimezone: true, mode: 'date' }),
  answer: text('answer'),
  actorKind: text('actor_kind'),
  actorId: text('actor_id'),
});

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

export const replays = pgTable('replays', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  fromDay: date('from_day', { mode: 'string' }).notNull(),
  toDay: date('to_day', { mode: 'string' }).notNull(),
  ladderName: text('ladder_name'),
  ladder: jsonb('ladder'),
  state: text('state').notNull().default('waiting'),
  debtorsDone: integer('debtors_done').notNull().default(sql`0`),
  debtorsInAll: integer('debtors_in_all').notNull().default(sql`0`),
  afterDebtor: uuid('after_debtor'),
  result: jsonb('result'),
  askedAt: timestamp('asked_at', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
});

export const bulkApprovals = pgTable('bulk_approvals', {
  creditorId: uuid('creditor_id').notNull(),
  id: uuid('id').notNull().defaultRandom(),
  memberId: uuid('member_id').notNull(),
  offeredAt: timestamp('offered_at', { withTimezone: true, mode: 'date' }).notNull(),
  begunAt: timestamp('begun_at', { withTimezone: true, mode: 'date' }),
  cancelledAt: timestamp('cancelled_at', { withTimezone: true, mode: 'date' }),
  endedAt: timestamp('ended_at', { withTimezone: true, mode: 'date' }),
  endedWhy: text('ended_why'),
});

export const bulkLetters = pgTable('bulk_letters', {
  creditorId: uuid('creditor_id').notNull(),
  bulkId: uuid('bulk_id').notNull(),
  proposalId: uuid('proposal_id').notNull(),
  hash: text('hash').notNull(),
  doneAt: timestamp('done_at', { withTimezone: true, mode: 'date' }),
  refusal: text('refusal'),
});

export const skippedRungs = pgTable('skipped_rungs', {
  creditorId: uuid('creditor_id').notNull(),
  invoiceId: uuid('invoice_id').notNull(),
  debtorId: uuid('debtor_id').notNull(),
  run: integer('run').notNull(),
  rung: text('rung').notNull(),
  at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
  actorKind: text('actor_kind').notNull(),
  actorId: text('actor_id').notNull(),
});
