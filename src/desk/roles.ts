/** Who may do what at the desk. Reading is everybody's; a rep reads, holds and snoozes own debtors only. */
import type { Member } from '../creditors/member.ts';

/** Nobody's number in the books: a rep who is not mapped to an employee owns no debtor. */
const nobody = -1;

/** Whose debtors a member sees: null for everybody's. */
export function salesPersonOf(member: Member): number | null {
  return member.role === 'rep' ? (member.employeeNumber ?? nobody) : null;
}

/** Letters leave by an admin's word only, and so does everything else that changes a case for good. */
export function mayDecide(member: Member): boolean {
  return member.role === 'admin';
}

/** May make the bookkeeper's files and say which accounts they post to. */
export function mayKeepBooks(member: Member): boolean {
  return member.role === 'admin' || member.role === 'bookkeeper';
}

/** May rest a case: an admin any, a rep own ones (which are all a rep sees). */
export function mayRest(member: Member): boolean {
  return member.role === 'admin' || member.role === 'rep';
}

/** May read everything that happened at this creditor. */
export function mayReadTrail(member: Member): boolean {
  return member.role === 'admin' || member.role === 'auditor';
}

/** May take the trail away as a file: it holds names, addresses and what people wrote. */
export function mayTakeTrail(member: Member): boolean {
  return member.role === 'admin';
}
