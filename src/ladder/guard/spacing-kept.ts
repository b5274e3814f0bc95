/**
 * Two letters that bear a fee reach the same debtor with the law's full days between them, over all currencies.
 * Source: law/market, "daysApart" (Denmark: renteloven § 9 b, ten). Border: the day after that many full days is free; the
 * longest time among the letter's markets counts; a letter without a fee is not held.
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
  const days = Math.max(0, ...marketsOf(facts).map((market) => rulesOf(market)?.reminderFee?.daysApart ?? 0));
  const free = dayPlus(last, days + 1);
  return facts.today >= free ? go : wait(openingFor(facts, free), { code: 'fee-spacing', last, free, days });
}
