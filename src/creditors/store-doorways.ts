/**
 * The look-ups and deeds that have no creditor yet (migrations/0010): each runs one listed function of the database,
 * which gives back no more than the key it was asked for. All others go through a Work.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { isRole, type Member } from './member.ts';

export async function creditorOfAgreement(db: Database, system: string, number: string): Promise<string | null> {
  const [row] = await db.execute<{ id: string | null }>(sql`select creditor_of_agreement(${system}, ${number}) as id`);
  return row?.id ?? null;
}

export async function creditorOfPaymentAccount(db: Database, account: string): Promise<string | null> {
  const [row] = await db.execute<{ id: string | null }>(sql`select creditor_of_payment_account(${account}) as id`);
  return row?.id ?? null;
}

/** Whose message this is, by our own id of it; null when it is none of ours. */
export async function creditorOfMessage(db: Database, messageId: string): Promise<string | null> {
  const [row] = await db.execute<{ id: string | null }>(sql`select creditor_of_message(${messageId}::uuid) as id`);
  return row?.id ?? null;
}

export type FoundLink = {
  readonly creditorId: string;
  readonly debtorId: string;
  readonly linkId: string;
  readonly expiresAt: Instant;
};

/** Whose private link this is; null for one that is unknown, expired or revoked, and nobody can tell which. Business time. */
export async function debtorOfPortalLink(db: Database, hash: string): Promise<FoundLink | null> {
  const [row] = await db.execute<{ creditor_id: string; debtor_id: string; link_id: string; expires_at: string }>(
    sql`select * from debtor_of_portal_link(${hash}, business_now())`,
  );
  if (!row) return null;
  const { creditor_id: creditorId, debtor_id: debtorId, link_id: linkId } = row;
  return { creditorId, debtorId, linkId, expiresAt: new Date(row.expires_at) };
}

export type PortalVisitor = { readonly creditorId: string; readonly debtorId: string };

/** Which debtor a portal session is; null once it has ended, or its link was revoked. Business time. */
export async function debtorOfPortalSession(db: Database, hash: string): Promise<PortalVisitor | null> {
  const [row] = await db.execute<{ creditor_id: string; debtor_id: string }>(
    sql`select * from debtor_of_portal_session(${hash}, business_now())`,
  );
  return row ? { creditorId: row.creditor_id, debtorId: row.debtor_id } : null;
}

/** Where a person with this address may sign in; `claims` where nobody may yet and this is the address to begin with. */
export type SignInChoice = { readonly creditorId: string; readonly creditorName: string; readonly claims: boolean };

export async function signInChoices(db: Database, email: string): Promise<SignInChoice[]> {
  const rows = await db.execute<{ creditor_id: string; creditor_name: string; claims: boolean }>(
    sql`select creditor_id, creditor_name, claims from sign_in_choices(${email}) order by claims desc, creditor_name`,
  );
  return rows.map((row) => ({ creditorId: row.creditor_id, creditorName: row.creditor_name, claims: row.claims }));
}

export async function signInLinkIsGood(db: Database, hash: string): Promise<boolean> {
  const [row] = await db.execute<{ good: boolean }>(sql`select sign_in_link_is_good(${hash}) as good`);
  return row?.good ?? false;
}

export type UsedLink = {
  readonly personId: string;
  readonly creditorId: string;
  readonly claims: boolean;
  readonly email: string;
};

/** Takes the link: null when it is unknown, used or too old. Only one of two at once gets it. */
export async function takeSignInLink(db: Database, hash: string): Promise<UsedLink | null> {
  const [row] = await db.execute<{ person_id: string; creditor_id: string; claims: boolean; email: string }>(
    sql`select person_id, creditor_id, claims, email from use_sign_in_link(${hash})`,
  );
  if (!row) return null;
  return { personId: row.person_id, creditorId: row.creditor_id, claims: row.claims, email: row.email };
}

export type NewSession = { readonly hash: string; readonly personId: string; readonly creditorId: string };

/** `seconds` of wall time. */
export async function openSession(db: Database, session: NewSession, seconds: number): Promise<void> {
  await run(
    db,
    sql`select open_session(${session.hash}, ${session.personId}::uuid, ${session.creditorId}::uuid, ${life(seconds)})`,
  );
}

export async function endSession(db: Database, hash: string): Promise<void> {
  await run(db, sql`select end_session(${hash})`);
}

/** Who a session is; null once it has ended, or the membership has. */
export async function memberOfSession(db: Database, hash: string): Promise<Member | null> {
  const [row] = await db.execute<{
    creditor_id: string;
    member_id: string;
    person_id: string;
    name: string;
    role: string;
    employee_number: number | null;
    creditor_name: string;
  }>(sql`select * from member_of_session(${hash})`);
  if (!row || !isRole(row.role)) return null;
  return {
    creditorId: row.creditor_id,
    memberId: row.member_id,
    personId: row.person_id,
    name: row.name,
    role: row.role,
    employeeNumber: row.employee_number,
    creditorName: row.creditor_name,
  };
}

export type CreditorChoice = { readonly creditorId: string; readonly name: string };

/** The creditors a signed-in person may step over to. */
export async function creditorsOfSession(db: Database, hash: string): Promise<CreditorChoice[]> {
  const rows = await db.execute<{ creditor_id: string; name: string }>(
    sql`select * from creditors_of_session(${hash})`,
  );
  return rows.map((row) => ({ creditorId: row.creditor_id, name: row.name }));
}

/** False when the person is no member there. */
export async function switchSession(db: Database, hash: string, creditorId: string): Promise<boolean> {
  const [row] = await db.execute<{ switched: boolean }>(
    sql`select switch_session(${hash}, ${creditorId}::uuid) as switched`,
  );
  return row?.switched ?? false;
}

export async function keepPendingInstall(db: Database, id: string, sealed: string): Promise<void> {
  await run(db, sql`select keep_pending_install(${id}::uuid, ${sealed}, business_now())`);
}

/** An install on its way: its token while it is not known whose it is, what came of it afterwards. */
export type PendingInstall = {
  readonly sealedToken: string | null;
  readonly outcome: unknown;
  readonly tries: number;
};

export async function pendingInstall(db: Database, id: string): Promise<PendingInstall | null> {
  const [row] = await db.execute<{ sealed_token: string | null; outcome: unknown; tries: number }>(
    sql`select sealed_token, outcome, tries from pending_install(${id}::uuid)`,
  );
  return row ? { sealedToken: row.sealed_token, outcome: row.outcome, tries: row.tries } : null;
}

/** Counts a try and says how many there have been. */
export async function tryPendingInstall(db: Database, id: string): Promise<number> {
  const [row] = await db.execute<{ tries: number | null }>(sql`select try_pending_install(${id}::uuid) as tries`);
  return row?.tries ?? 0;
}

/** `outcome` holds no personal data but a masked address. */
export async function endPendingInstall(db: Database, id: string, outcome: object): Promise<void> {
  await run(db, sql`select end_pending_install(${id}::uuid, ${JSON.stringify(outcome)}::jsonb, business_now())`);
}

/** What has fallen due over all creditors, in the order it did. */
export type DueThing = {
  readonly creditorId: string;
  readonly what: string;
  readonly subjectId: string;
  readonly dueAt: Instant;
};

export async function timetableDue(db: Database, at: Instant, most: number): Promise<DueThing[]> {
  const rows = await db.execute<{ creditor_id: string; what: string; subject_id: string; due_at: string }>(
    sql`select creditor_id, what, subject_id, due_at from timetable_due(${at.toISOString()}::timestamptz, ${most})`,
  );
  return rows.map((row) => ({
    creditorId: row.creditor_id,
    what: row.what,
    subjectId: row.subject_id,
    dueAt: new Date(row.due_at),
  }));
}

/** When the next thing falls due, or null for an empty timetable. Business time. */
export async function timetableNext(db: Database): Promise<Instant | null> {
  const [row] = await db.execute<{ at: string | null }>(sql`select timetable_next() as at`);
  return row?.at ? new Date(row.at) : null;
}

function life(seconds: number): SQL {
  return sql`make_interval(secs => ${seconds})`;
}

async function run(db: Database, statement: SQL): Promise<void> {
  await db.execute(statement);
}
