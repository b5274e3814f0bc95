/**
 * A debtor in bankruptcy or reconstruction is not chased; before a notice somebody has looked.
 * Source: konkursloven; registers are not read yet, so a member's word within fourteen days counts. Border: the fourteenth
 * day still counts; a plain reminder goes unlooked, and the answer says so.
 */
import { daysBetween } from '../../values/day.ts';
import type { Facts } from '../facts.ts';
import { holdAmong } from '../letter-invoices.ts';
import { kindOf } from '../rungs.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go, goNoting } from '../verdict.ts';

const daysAWordCounts = 14;

export function debtorIsSolvent(facts: Facts): Verdict {
  const hold = holdAmong(facts, 'insolvency');
  if (hold) return ask({ code: 'insolvency', since: hold.sinceDay });
  const checked = facts.debtor.solventCheckedDay;
  if (checked !== null && daysBetween(checked, facts.today) <= daysAWordCounts) return go;
  return kindOf(facts.letter.rung) === 'notice' ? ask({ code: 'not-checked' }) : goNoting('not-checked');
}
