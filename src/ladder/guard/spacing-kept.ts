/**
 * Two letters that bear a fee reach the same debtor with ten full days between them, over all currencies.
 * Source: renteloven § 9 b, at least ten days apart. Border: the eleventh day after the last one is free; a letter without
 * a fee is not held.
 */
import { rulesOf } from '../../law/rules.ts';
import { dayPlus } from '../../values/day.ts';
import type { Facts } from '../facts.ts';
import { marketsOf, openingFor } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { go, wait } from '../verdict.ts';

export function spacingKept(facts: Facts): Verdict {
  const last = facts.debtor.lastFeeLetterDay;
  if (facts.letter.feeMinor === 0n || last === null) return go;
  const apart = Math.max(0, ...marketsOf(facts).map((market) => rulesOf(market)?.reminderFee?.daysApart ?? 0));
  const free = dayPlus(last, apart + 1);
  return facts.today >= free ? go : wait(openingFor(facts, free), { code: 'fee-spacing', last, free });
}
