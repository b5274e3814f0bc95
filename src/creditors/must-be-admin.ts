import type { Work } from '../db/work.ts';
import { readMember } from './store-members.ts';

/**
 * Letters leave, and cases change for good, by an admin's word only. Doors ask first and say so kindly; whoever comes past
 * one that forgot to ends here, so this throws. Machines and debtors have deeds of their own and pass.
 */
export async function mustBeAdmin(work: Work): Promise<void> {
  if (work.actor.kind !== 'member') return;
  const member = await readMember(work, work.actor.id);

  if (member?.role !== 'admin' || member.left !== null) throw new Error('an act that only an admin may do');
}
