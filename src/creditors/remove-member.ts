import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { lockMembership } from './store.ts';
import { endMembership, readMembers } from './store-members.ts';

export type Removal = 'removed' | 'not-a-member' | 'last-admin';

/** Ends a membership; the person's sessions here end with it. The last admin stays: somebody must be able to say yes. */
export async function removeMember(work: Work, memberId: string): Promise<Removal> {
  await lockMembership(work);
  const members = await readMembers(work);

  const leaving = members.find((member) => member.id === memberId);
  if (!leaving) return 'not-a-member';
  const admins = members.filter((member) => member.role === 'admin');
  if (leaving.role === 'admin' && admins.length === 1) return 'last-admin';

  await endMembership(work, memberId);
  if (leaving.role === 'admin') await work.enqueue('facts-changed', { creditorId: work.creditorId });

  await recordTrail(work, {
    what: 'member-left',
    subjectId: memberId,
    details: { role: leaving.role },
    personal: { name: leaving.name, email: leaving.email },
  });
  return 'removed';
}
