/**
 * A letter belongs to a case that is still open.
 * Source: the life of a case. Border: it does not ask what is owed; debt-remains does.
 */
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { go, stop } from '../verdict.ts';

export function caseIsOpen(facts: Facts): Verdict {
  return facts.caseOpen ? go : stop({ code: 'case-closed' });
}
