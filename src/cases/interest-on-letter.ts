/** Late interest as a letter states it. */
import { halfYearStart } from '../law/day-count.ts';
import type { InterestSheet } from '../law/interest.ts';
import type { RateRow } from '../law/reference-rates.ts';
import { type MarketRules, rulesOf } from '../law/rules.ts';
import type { Balance } from '../ledger/balance.ts';
import { type InterestTerms, invoiceInterest, type Opening } from '../ledger/invoice-interest.ts';
import { type Day, earlierDay } from '../values/day.ts';
import type { DraftQuestion } from './draft-letter.ts';
import { interestTerms } from './interest-terms.ts';
import type { InterestBasis, InterestPeriod, LetterInterest } from './letter-content.ts';
import { positionOf } from './position-of.ts';
import type { PositionRow } from './store-facts.ts';

export type StatedInterest = {
  readonly stated: LetterInterest | null;
  /** The last day every sheet is known to; null when all are known to today. */
  readonly knownTo: Day | null;
  /** The reference rates that were counted with. */
  readonly rates: readonly RateRow[];
};

/**
 * Late interest to today on these invoices, one period per rate and principal; what was claimed and paid before is off the
 * sum. Not stated at all when a rate is missing: half a sum would be a wrong one.
 */
export function interestOnLetter(
  question: DraftQuestion,
  balance: Balance,
  invoiceIds: readonly string[],
): StatedInterest {
  const periods: InterestPeriod[] = [];
  const bases = new Map<string, InterestBasis>();
  const rates = new Set<RateRow>();
  let minor = 0n;
  let knownTo: Day | null = null;
  for (const invoiceId of invoiceIds) {
    const position = positionOf(question.standing.positions, invoiceId);
    const { market, dueDay } = position;
    const rules = rulesOf(market);
    const terms = interestTerms(question.settings, question.standing.debtor.decisions, market);
    const sheet = invoiceInterest(
      { invoiceId, market, dueDay, terms },
      {
        transactions: question.ledger.transactions,
        untilDay: question.today,
        rates: question.rates,
        opening: openingOf(position, question.today),
      },
    );
    if (!sheet || !rules) continue;
    if (sheet.knownTo !== null) {
      knownTo = knownTo === null ? sheet.knownTo : earlierDay(knownTo, sheet.knownTo);
      continue;
    }
    if (!bases.has(market)) bases.set(market, basisOf(rules, market, terms));
    for (const row of ratesOf(rules, sheet, terms, question.rates)) rates.add(row);
    minor += sheet.totalMinor - claimedBefore(balance, invoiceId);
    periods.push(...periodsOf(sheet, position.number));
  }
  if (knownTo !== null) return { stated: null, knownTo, rates: [...rates] };
  const stated = minor > 0n ? { minor, bases: [...bases.values()], periods } : null;
  return { stated, knownTo: null, rates: [...rates] };
}

/** What its case will be told of it when it joins (`opening`): counted already, so that the letter reads the same afterwards. */
function openingOf({ run, day, remainderMinor, caseId }: PositionRow, today: Day): Opening {
  return { fromDay: run === 1 ? day : today, minor: remainderMinor, again: run > 1 && caseId === null };
}

/** What was claimed before, less what of it is still owed: paid and waived interest is not asked for again. */
function claimedBefore(balance: Balance, invoiceId: string): bigint {
  return (balance.interestClaimedByInvoice.get(invoiceId) ?? 0n) - (balance.interestByInvoice.get(invoiceId) ?? 0n);
}

function basisOf(rules: MarketRules, market: string, terms: InterestTerms): InterestBasis {
  return {
    market,
    paragraph: terms.contractRate === null ? rules.interest.paragraph : rules.interest.contractRate.paragraph,
    dayCount: terms.dayCount,
    leapYearDays: rules.interest.leapYearDays,
    compounds: rules.interest.compounds === 'yearly',
    agreed: terms.contractRate !== null,
  };
}

function periodsOf(sheet: InterestSheet, invoiceNumber: string): InterestPeriod[] {
  return sheet.segments.map((segment) => ({
    invoiceNumber,
    fromDay: segment.fromDay,
    toDay: segment.toDay,
    days: segment.days,
    principalMinor: segment.baseMinor,
    ratePercent: segment.ratePercent,
  }));
}

/** The rows of the market's series that the sheet stands on: one per half-year, or the one that is settled for life. */
function ratesOf(rules: MarketRules, sheet: InterestSheet, terms: InterestTerms, rates: readonly RateRow[]): RateRow[] {
  if (terms.contractRate !== null) return [];
  const { floats, reference } = rules.interest;
  const starts = floats
    ? sheet.segments.map((segment) => halfYearStart(segment.fromDay))
    : [halfYearStart(sheet.firstDay)];
  return rates.filter((row) => row.market === reference.series && starts.includes(row.fromDay));
}
