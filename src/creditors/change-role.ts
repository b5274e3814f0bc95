import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Role } from './member.ts';
import { lockMembership } from './store.ts';
import { readMembers, setRole } from './store-members.ts';

export type RoleChange = 'changed' | 'as-it-was' | 'not-a-member' | 'last-admin';

/**
 * What a member may do from now on, and for a rep whose customers are theirs (`employeeNumber`, null for everybody else).
 * The last admin stays one: somebody must be able to say yes.
 */
export async function changeRole(
  work: Work,
  memberId: string,
  to: { readonly role: Role; readonly employeeNumber: number | null },
): Promise<RoleChange> {
  await lockMembership(work);
  const members = await readMembers(work);

  const member = members.find((each) => each.id === memberId);
  if (!member) return 'not-a-member';
  if (member.role === to.role && member.employeeNumber === to.employeeNumber) return 'as-it-was';
  const admins = members.filter((each) => each.role === 'admin');
  if (member.role === 'admin' && to.role !== 'admin' && admins.length === 1) return 'last-admin';

  await setRole(work, memberId, to);
  if (member.role === 'admin') await work.enqueue('facts-changed', { creditorId: work.creditorId });

  await recordTrail(work, {
    what: 'member-changed',
    subjectId: memberId,
    details: {
      before: { role: member.role, employeeNumber: member.employeeNumber },
      after: { role: to.role, employeeNumber: to.employeeNumber },
    },
    personal: { name: member.name, email: member.email },
  });
  return 'changed';
}
