import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { isRole, type MemberRow, type Role } from './member.ts';
import { members } from './tables.ts';

/** Everybody who may sign in for this creditor, oldest first. */
export async function readMembers(work: Work): Promise<MemberRow[]> {
  const rows = await work.tx.select().from(members).where(inForce(work)).orderBy(asc(members.since), asc(members.id));
  return rows.map(memberOf);
}

export async function readAdmins(work: Work): Promise<MemberRow[]> {
  return (await readMembers(work)).filter((member) => member.role === 'admin');
}

/** The reps whose number in the books this is: whose customers they are. */
export async function readReps(work: Work, employeeNumber: number): Promise<MemberRow[]> {
  const rows = await work.tx
    .select()
    .from(members)
    .where(and(inForce(work), eq(members.role, 'rep'), eq(members.employeeNumber, employeeNumber)));
  return rows.map(memberOf);
}

/** The member with this id, one who has left too: the trail names them. */
export async function readMember(work: Work, memberId: string): Promise<MemberRow | null> {
  const rows = await work.tx
    .select()
    .from(members)
    .where(and(eq(members.creditorId, work.creditorId), eq(members.id, memberId)));
  return rows.map(memberOf)[0] ?? null;
}

export type NewMember = {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly employeeNumber: number | null;
};

/** Null when the person is a member already. */
export async function insertMember(work: Work, member: NewMember): Promise<string | null> {
  const rows = await work.tx
    .insert(members)
    .values({ creditorId: work.creditorId, since: work.now, ...member })
    .onConflictDoNothing()
    .returning({ id: members.id });
  return rows[0]?.id ?? null;
}

export async function setRole(
  work: Work,
  memberId: string,
  { role, employeeNumber }: { readonly role: Role; readonly employeeNumber: number | null },
): Promise<void> {
  await work.tx
    .update(members)
    .set({ role, employeeNumber })
    .where(and(inForce(work), eq(members.id, memberId)));
}

/** False when there was no such member in force. */
export async function endMembership(work: Work, memberId: string): Promise<boolean> {
  const rows = await work.tx
    .update(members)
    .set({ until: work.now })
    .where(and(inForce(work), eq(members.id, memberId)))
    .returning({ id: members.id });
  return rows.length > 0;
}

/** One row per address over all creditors: who already has one is the same person. */
export async function personOf(work: Work, email: string): Promise<string> {
  const [row] = await work.tx.execute<{ id: string }>(
    sql`select person_of(${email}, ${work.now.toISOString()}::timestamptz) as id`,
  );
  return row!.id;
}

/** The member a person is here, or null. */
export async function readMemberOfPerson(work: Work, personId: string): Promise<MemberRow | null> {
  const rows = await work.tx
    .select()
    .from(members)
    .where(and(inForce(work), eq(members.personId, personId)));
  return rows.map(memberOf)[0] ?? null;
}

export type NewSignInLink = {
  readonly hash: string;
  readonly personId: string;
  /** Whoever uses it becomes the first admin, while there is nobody. */
  readonly claims: boolean;
};

/** Wall time. False, and no link, when the person has enough that still work. */
export async function keepSignInLink(work: Work, link: NewSignInLink, minutes: number): Promise<boolean> {
  const [row] = await work.tx.execute<{ kept: boolean }>(sql`
    select keep_sign_in_link(
      ${link.hash}, ${link.personId}::uuid, ${work.creditorId}::uuid, ${link.claims}, make_interval(mins => ${minutes})
    ) as kept
  `);
  return row?.kept ?? false;
}

function inForce(work: Work) {
  return and(eq(members.creditorId, work.creditorId), isNull(members.until));
}

function memberOf(row: typeof members.$inferSelect): MemberRow {
  if (!isRole(row.role)) throw new Error('a member with a role nobody knows');
  return {
    id: row.id,
    personId: row.personId,
    name: row.name,
    email: row.email,
    role: row.role,
    employeeNumber: row.employeeNumber,
    left: row.until,
  };
}
