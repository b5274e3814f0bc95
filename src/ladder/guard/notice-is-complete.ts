/**
 * A formal notice says all that the law asks of it and demands only invoices that have climbed to it.
 * Source: law/market, "notice"; checked item by item in law/notice.ts. Border: other letters pass; the longest time to
 * pay among the markets of its lines counts.
 */
import { noticeLacks } from '../../law/notice.ts';
import { rulesOf } from '../../law/rules.ts';
import type { Facts } from '../facts.ts';
import { marketsOf } from '../letter-invoices.ts';
import { kindOf } from '../rungs.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go, stop } from '../verdict.ts';

export function noticeIsComplete(facts: Facts): Verdict {
  const { rung, notice, lines } = facts.letter;
  if (kindOf(rung) !== 'notice') return go;
  if (lines.some((line) => kindOf(line.rung) !== 'notice')) return stop({ code: 'line-not-at-notice' });
  if (notice === null) return ask({ code: 'notice-incomplete', lacks: 'everything' });
  for (const market of marketsOf(facts)) {
    const rules = rulesOf(market);
    if (!rules) return ask({ code: 'market-not-in-law-room', market });
    const lacks = noticeLacks(notice, rules, facts.debtor.kind);
    if (lacks.length > 0) return ask({ code: 'notice-incomplete', lacks: lacks.join(' ') });
  }
  return go;
}
