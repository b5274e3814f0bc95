/**
 * Between two letters to one debtor in one currency lie as many full days as the creditor wants, whatever they carry: what
 * falls due meanwhile waits and goes on one letter.
 * Source: the creditor's setting, and complaints about peers (29, 30). Border: the day after that many full days is free;
 * other currencies do not count here, their fees do in spacing-kept.
 */
import { dayPlus } from '../../values/day.ts';
import type { Facts } from '../facts.ts';
import { openingFor } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { go, wait } from '../verdict.ts';

export function quietDaysKept(facts: Facts): Verdict {
  const { quietDays } = facts.creditor;
  const last = facts.debtor.lastLetterDay;
  if (quietDays === 0 || last === null) return go;
  const free = dayPlus(last, quietDays + 1);
  return facts.today >= free ? go : wait(openingFor(facts, free), { code: 'quiet-days', last, free, days: quietDays });
}
