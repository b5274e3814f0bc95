import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Channel, RungKey } from '../ladder/rungs.ts';
import type { Instant } from '../values/day.ts';
import type { OutgoingMail } from './outgoing-mail.ts';

export type MessageState =
  | 'intended'
  | 'sending'
  | 'accepted'
  | 'delivered'
  | 'bounced'
  | 'refused'
  | 'unknown'
  | 'void'
  | 'needs-human';

export type Message = {
  readonly id: string;
  readonly kind: string;
  readonly state: MessageState;
  readonly caseId: string | null;
  readonly debtorId: string | null;
  readonly proposalId: string | null;
  readonly courtesy: boolean;
  readonly channel: Channel;
  /** An e-mail address or a number, by its channel. */
  readonly to: string;
  readonly subject: string;
  /** Beside a text message: the whole letter it stands for. */
  readonly html: string;
  readonly text: string;
  readonly fromName: string;
  readonly replyTo: string | null;
  readonly feeMinor: bigint;
  readonly linkKind: 'sign-in' | 'portal' | null;
  readonly sealedLink: string | null;
  readonly attempt: number;
  readonly lease: string | null;
  readonly leaseUntil: Instant | null;
  readonly factsAsOf: Instant | null;
  readonly searches: number;
  /** When it became unknown whether it left; null while nobody doubts. */
  readonly unknownSince: Instant | null;
  /** When it was last handed to its provider; null while it never was. */
  readonly handedOverAt: Instant | null;
  readonly intendedAt: Instant;
  readonly acceptedAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly bouncedAt: Instant | null;
  readonly why: string | null;
};

export async function insertMessage(
  work: Work,
  id: string,
  mail: OutgoingMail,
  sealedLink: string | null,
): Promise<void> {
  await work.tx.execute(sql`
    insert into messages (creditor_id, id, kind, case_id, debtor_id, proposal_id, courtesy, to_address, subject, html, text, from_name, reply_to,
      fee_minor, link_kind, sealed_link, state, facts_as_of, intended_at, channel)
    values (${work.creditorId}, ${id}, ${mail.kind}, ${mail.caseId ?? null}, ${mail.debtorId ?? null}, ${mail.letter?.proposalId ?? null},
      ${mail.courtesy}, ${mail.to}, ${mail.subject}, ${mail.html}, ${mail.text}, ${mail.fromName}, ${mail.replyTo},
      ${(mail.letter?.feeMinor ?? 0n).toString()}, ${mail.link?.kind ?? null}, ${sealedLink}, 'intended',
      ${mail.letter?.factsAsOf.toISOString() ?? null}, ${work.now.toISOString()}, ${mail.channel ?? 'email'})
  `);
}

/**
 * Takes a message for one attempt: the intent is on record before the call. Null when somebody else has it, it has
 * settled, or nothing may leave this database.
 */
export async function claimMessage(
  work: Work,
  id: string,
  lease: string,
  leaseUntil: Instant,
): Promise<Message | null> {
  const rows = await work.tx.execute<RawMessage>(sql`
    update messages set state = 'sending', attempt = attempt + 1, lease = ${lease}, lease_until = ${leaseUntil.toISOString()},
      handed_over_at = ${work.now.toISOString()}
    where creditor_id = ${work.creditorId} and id = ${id} and state = 'intended' and sending_halted() is null
    returning *
  `);
  return rows[0] ? asMessage(rows[0]) : null;
}

export async function readMessage(work: Work, id: string): Promise<Message | null> {
  const rows = await work.tx.execute<RawMessage>(
    sql`select * from messages where creditor_id = ${work.creditorId} and id = ${id}`,
  );
  return rows[0] ? asMessage(rows[0]) : null;
}

/** The same, and nobody else settles it until the transaction ends. */
export async function lockMessage(work: Work, id: string): Promise<Message | null> {
  const rows = await work.tx.execute<RawMessage>(
    sql`select * from messages where creditor_id = ${work.creditorId} and id = ${id} for update`,
  );
  return rows[0] ? asMessage(rows[0]) : null;
}

/** Every message of a case, oldest first. */
export async function messagesOfCase(work: Work, caseId: string): Promise<Message[]> {
  const rows = await work.tx.execute<RawMessage>(
    sql`select * from messages where creditor_id = ${work.creditorId} and case_id = ${caseId} order by intended_at, id`,
  );
  return rows.map(asMessage);
}

/** The letter of a proposal as it was sent, with its rung and when it was taken; null while none has been. */
export async function sentLetter(work: Work, proposalId: string) {
  const [row] = await work.tx.execute<{ debtor_id: string; html: string; rung: RungKey; nth: number; at: string }>(sql`
    select m.debtor_id, m.html, p.rung, p.nth, m.accepted_at as at from messages m
      join proposals p on p.creditor_id = m.creditor_id and p.id = m.proposal_id
    where m.creditor_id = ${work.creditorId} and m.proposal_id = ${proposalId} and p.status = 'sent' and m.state in ('accepted', 'delivered')
  `);
  return row
    ? { debtorId: row.debtor_id, html: row.html, rung: row.rung, nth: row.nth, sentAt: new Date(row.at) }
    : null;
}

/** Messages nobody can say of whether they left: a person has to. */
export async function messagesForPeople(work: Work): Promise<Message[]> {
  const rows = await work.tx.execute<RawMessage>(
    sql`select * from messages where creditor_id = ${work.creditorId} and state = 'needs-human' order by intended_at`,
  );
  return rows.map(asMessage);
}

/** A provider took it. The link's token is not needed any more and is forgotten. False when that was known. */
export async function markAccepted(work: Work, id: string, providerId: string): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    update messages set state = 'accepted', provider_id = ${providerId}, accepted_at = ${work.now.toISOString()}, sealed_link = null, lease = null
    where creditor_id = ${work.creditorId} and id = ${id} and state in ('intended', 'sending', 'unknown', 'needs-human') returning id
  `);
  return rows.length > 0;
}

export async function markDelivered(work: Work, id: string): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    update messages set state = 'delivered', delivered_at = ${work.now.toISOString()}
    where creditor_id = ${work.creditorId} and id = ${id} and state = 'accepted' returning id
  `);
  return rows.length > 0;
}

export async function markBounced(work: Work, id: string, why: string): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    update messages set state = 'bounced', bounced_at = ${work.now.toISOString()}, why = ${why}
    where creditor_id = ${work.creditorId} and id = ${id} and state in ('accepted', 'delivered') returning id
  `);
  return rows.length > 0;
}

/** Any other settling or setting back; `why` is a word the desk has a sentence for. Set back, it has not been looked for yet. */
export async function setMessageState(
  work: Work,
  id: string,
  state: 'intended' | 'refused' | 'unknown' | 'void' | 'needs-human',
  why: string | null,
): Promise<void> {
  await work.tx.execute(sql`
    update messages set state = ${state}, why = ${why}, lease = null, lease_until = null,
      unknown_since = case ${state} when 'unknown' then coalesce(unknown_since, ${work.now.toISOString()}::timestamptz)
        when 'intended' then null else unknown_since end,
      searches = case when ${state} = 'intended' then 0 else searches end,
      sealed_link = case when ${state} in ('refused', 'void') then null else sealed_link end
    where creditor_id = ${work.creditorId} and id = ${id}
  `);
}

/** Was a message of this letter given up already because its provider knew nothing of it? */
export async function wasGivenUp(work: Work, proposalId: string, why: string): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    select from messages
    where creditor_id = ${work.creditorId} and proposal_id = ${proposalId} and state = 'void' and why = ${why} limit 1
  `);
  return rows.length > 0;
}

/** How many text messages of a case to this number reached nobody. */
export async function undeliveredOf(work: Work, caseId: string, to: string): Promise<number> {
  const [row] = await work.tx.execute<{ times: number }>(sql`
    select count(*)::int as times from messages
    where creditor_id = ${work.creditorId} and case_id = ${caseId} and channel = 'sms' and state = 'bounced' and to_address = ${to}
  `);
  return row?.times ?? 0;
}

export async function countSearch(work: Work, id: string): Promise<number> {
  const [row] = await work.tx.execute<{ searches: number }>(
    sql`update messages set searches = searches + 1 where creditor_id = ${work.creditorId} and id = ${id} returning searches`,
  );
  return row?.searches ?? 0;
}

type RawMessage = {
  id: string;
  kind: string;
  state: MessageState;
  case_id: string | null;
  debtor_id: string | null;
  proposal_id: string | null;
  courtesy: boolean;
  to_address: string;
  subject: string;
  html: string;
  text: string;
  from_name: string;
  reply_to: string | null;
  fee_minor: string;
  link_kind: 'sign-in' | 'portal' | null;
  sealed_link: string | null;
  attempt: number;
  lease: string | null;
  lease_until: string | null;
  facts_as_of: string | null;
  searches: number;
  unknown_since: string | null;
  handed_over_at: string | null;
  intended_at: string;
  accepted_at: string | null;
  delivered_at: string | null;
  bounced_at: string | null;
  why: string | null;
  channel: Channel;
};

function asMessage(row: RawMessage): Message {
  const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    caseId: row.case_id,
    debtorId: row.debtor_id,
    proposalId: row.proposal_id,
    courtesy: row.courtesy,
    channel: row.channel,
    to: row.to_address,
    subject: row.subject,
    html: row.html,
    text: row.text,
    fromName: row.from_name,
    replyTo: row.reply_to,
    feeMinor: BigInt(row.fee_minor),
    linkKind: row.link_kind,
    sealedLink: row.sealed_link,
    attempt: row.attempt,
    lease: row.lease,
    leaseUntil: instant(row.lease_until),
    factsAsOf: instant(row.facts_as_of),
    searches: row.searches,
    unknownSince: instant(row.unknown_since),
    handedOverAt: instant(row.handed_over_at),
    intendedAt: new Date(row.intended_at),
    acceptedAt: instant(row.accepted_at),
    deliveredAt: instant(row.delivered_at),
    bouncedAt: instant(row.bounced_at),
    why: row.why,
  };
}
