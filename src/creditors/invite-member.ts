import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Role } from './member.ts';
import { insertMember, personOf } from './store-members.ts';

export type Invitation = {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** The rep's number in the books; null for everybody else. */
  readonly employeeNumber: number | null;
};

export type Invited =
  | { readonly kind: 'invited'; readonly memberId: string; readonly personId: string }
  | { readonly kind: 'already-a-member' };

/** Adds a member, who signs in with a link to this address. */
export async function inviteMember(work: Work, invitation: Invitation): Promise<Invited> {
  const personId = await personOf(work, invitation.email);

  const memberId = await insertMember(work, { personId, ...invitation });
  if (memberId === null) return { kind: 'already-a-member' };

  await recordTrail(work, {
    what: 'member-joined',
    subjectId: memberId,
    details: { role: invitation.role, employeeNumber: invitation.employeeNumber, first: false },
    personal: { name: invitation.name, email: invitation.email },
  });
  return { kind: 'invited', memberId, personId };
}
