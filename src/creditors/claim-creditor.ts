import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { MemberRow } from './member.ts';
import { lockMembership, readCreditor } from './store.ts';
import { insertMember, readMemberOfPerson, readMembers } from './store-members.ts';

/**
 * The person the books named becomes the first admin. Null when somebody is here already, or the books name another
 * address by now: then nobody is added.
 */
export async function claimCreditor(work: Work, personId: string, email: string): Promise<MemberRow | null> {
  await lockMembership(work);
  const creditor = await readCreditor(work);
  const nobodyYet = (await readMembers(work)).length === 0;

  const { claimant } = creditor;
  if (!nobodyYet || claimant.email?.toLowerCase() !== email.toLowerCase()) return null;

  const name = claimant.name ?? email;
  const memberId = await insertMember(work, { personId, name, email, role: 'admin', employeeNumber: null });

  await recordTrail(work, {
    what: 'member-joined',
    subjectId: memberId,
    details: { role: 'admin', first: true },
    personal: { name, email },
  });
  return readMemberOfPerson(work, personId);
}
