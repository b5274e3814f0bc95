/**
 * When a claim is too old to be demanded: the market's years from the day the law counts from, and what starts them anew
 * there. What is not in the market's list (a plain reminder in Denmark, Norway, Germany) changes nothing.
 */
import type { Day } from '../values/day.ts';
import { laterDay, yearsAfter } from '../values/day.ts';
import { dayAfter } from './interest-spans.ts';
import { type DebtorKind, type InterruptionKind, type LimitationRule, rulesOf } from './rules.ts';

/**
 * Something that may start the time anew. 'reminder': a written demand that reached the debtor. 'acknowledgment': the debtor
 * owned in writing that the claim exists, and its amount. 'signed-plan': an instalment plan the debtor signed.
 * 'part-payment': money the debtor paid on this claim.
 */
export type Interruption = { readonly kind: InterruptionKind; readonly day: Day };

export type LimitationAsked = {
  readonly market: string;
  readonly debtorKind: DebtorKind;
  readonly dueDay: Day;
  /** The day the invoice was made; where the law counts from when the claim arose, that is it at the latest. */
  readonly invoiceDay: Day;
  readonly interruptions: readonly Interruption[];
};

/** The shortest periods among the markets we know, with no interruption: where a market is not in the law room. */
const cautious: LimitationRule = {
  years: { business: 3, 'sole-trader': 3, consumer: 2 },
  from: 'due-day',
  anew: {},
  paragraph: 'the shortest period we know of',
};

/**
 * The first day on which the claim is time-barred: due on 15 March 2021 in Denmark, that is 15 March 2024. What comes after
 * that day revives nothing. A time once won is never made shorter by a later interruption.
 */
export function limitationDay(asked: LimitationAsked): Day {
  const rule = rulesOf(asked.market)?.limitation ?? cautious;
  const years = rule.years[asked.debtorKind];
  let barredFrom = yearsAfter(startOf(rule, asked), years);
  let running = years;
  for (const { kind, day } of [...asked.interruptions].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    const anew = rule.anew[kind];
    if (anew === undefined || day >= barredFrom) continue;
    running = anew === 'same' ? running : anew;
    barredFrom = laterDay(barredFrom, yearsAfter(day, running));
  }
  return barredFrom;
}

/** Does this start the time anew in that market: for the desk, which says what a click will do. */
export function startsAnew(market: string, kind: InterruptionKind): boolean {
  return (rulesOf(market)?.limitation ?? cautious).anew[kind] !== undefined;
}

function startOf(rule: LimitationRule, { dueDay, invoiceDay }: LimitationAsked): Day {
  if (rule.from === 'invoice-day') return invoiceDay < dueDay ? invoiceDay : dueDay;
  // The years begin when the year is over, so the first barred day is a New Year's Day.
  return rule.from === 'end-of-due-year' ? dayAfter(`${dueDay.slice(0, 4)}-12-31`) : dueDay;
}
