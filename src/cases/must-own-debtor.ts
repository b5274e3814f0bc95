import { readMember } from '../creditors/store-members.ts';
import type { Work } from '../db/work.ts';
import { isDebtorOf } from './store-debtor-list.ts';

/** No rep has it: one who is not mapped to a number in the books owns no debtor. */
const nobody = -1;

/**
 * A rep lets own debtors rest and wakes them, nobody else's; bookkeepers and auditors none. Doors ask first; whoever comes
 * past one that forgot to ends here, so this throws. Admins, machines and debtors pass.
 */
export async function mustOwnDebtor(work: Work, debtorId: string): Promise<void> {
  if (work.actor.kind !== 'member') return;
  const member = await readMember(work, work.actor.id);

  if (member?.left === null && member.role === 'admin') return;
  const isTheirs =
    member?.left === null &&
    member.role === 'rep' &&
    (await isDebtorOf(work, debtorId, member.employeeNumber ?? nobody));
  if (!isTheirs) throw new Error('an act on a debtor that is not this member’s');
}
