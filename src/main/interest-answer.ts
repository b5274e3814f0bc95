/** What `rykker interest` prints: the sheet of one claim that nothing was paid on before, as plain data. Pure. */

import { halfYearStart } from '../law/day-count.ts';
import { type InterestSegment, type InterestSheet, interestSheet } from '../law/interest.ts';
import { dayAfter } from '../law/interest-spans.ts';
import { type RateRow, referenceRates } from '../law/reference-rates.ts';
import type { DayCount } from '../law/rules.ts';
import { type Currency, decimalFromMinor, roundedQuotient } from '../values/money.ts';
import type { Answer, InterestAsked } from './interest-arguments.ts';

export type InterestAnswer = {
  /** Rounded once, half away from zero. */
  readonly interest: string;
  readonly days: number;
  readonly rows: readonly {
    readonly from: string;
    readonly to: string;
    readonly days: number;
    readonly base: string;
    readonly rate: string;
    /** Rounded so that the rows add up to the total. */
    readonly interest: string;
  }[];
  /** The law, the rates with their sources, how days are counted and sums rounded: a sentence each. */
  readonly rules: readonly string[];
};

/** The answer, or a sentence that says which half-year's rate is not known. */
export function interestAnswer(
  asked: InterestAsked,
  rates: readonly RateRow[] = referenceRates,
): Answer<InterestAnswer> {
  const { rules, debtorKind, dayCount, contractRate, currency } = asked;
  const sheet = interestSheet({
    rules,
    debtorKind,
    dueDay: asked.from,
    startDay: dayAfter(asked.from),
    principal: [{ fromDay: asked.from, minor: asked.principalMinor }],
    untilDay: asked.to,
    rates,
    dayCount,
    contractRate,
  });
  if (sheet.knownTo !== null) {
    const missing = halfYearStart(rules.interest.floats ? dayAfter(sheet.knownTo) : sheet.firstDay);
    const sentence = `The rate of ${rules.market} for the half-year from ${missing} is not known, and none is guessed.`;
    return { ok: false, sentence };
  }
  const value = {
    interest: decimalFromMinor(sheet.totalMinor, currency),
    days: sheet.segments.reduce((days, segment) => days + segment.days, 0),
    rows: rowsOf(sheet, currency),
    rules: rulesText(asked, sheet),
  };
  return { ok: true, value };
}

/** Each row is the rounded sum up to its end less the rounded sum before it, so that they add up to the total. */
function rowsOf({ segments, exact }: InterestSheet, currency: Currency): InterestAnswer['rows'] {
  let soFar = 0n;
  let shown = 0n;
  return segments.map((segment) => {
    soFar += (segment.exact.numerator * exact.denominator) / segment.exact.denominator;
    const upToHere = roundedQuotient(soFar, exact.denominator);
    const minor = upToHere - shown;
    shown = upToHere;
    return {
      from: segment.fromDay,
      to: segment.toDay,
      days: segment.days,
      base: decimalFromMinor(segment.baseMinor, currency),
      rate: segment.ratePercent,
      interest: decimalFromMinor(minor, currency),
    };
  });
}

function rulesText({ rules, dayCount, contractRate }: InterestAsked, { segments }: InterestSheet): string[] {
  const { interest } = rules;
  const margins = segments.filter((segment) => segment.basis === 'reference');
  const capped = contractRate !== null && segments.some((segment) => segment.basis !== 'contract');
  return [
    `${rules.market}, rules ${rules.version}: ${interest.paragraph}`,
    ...distinct(margins.map(({ marginPercent, paragraph }) => `reference plus ${marginPercent} points: ${paragraph}`)),
    ...(interest.reference.roundedUpTo === null || margins.length === 0
      ? []
      : [`reference rounded up to the next half point: ${interest.reference.paragraph}`]),
    ...(contractRate ? [`agreed rate ${contractRate.percent} %: ${interest.contractRate.paragraph}`] : []),
    ...(capped ? ['an agreed rate counts against a consumer only up to the rate of the law'] : []),
    ...(interest.floats || contractRate
      ? []
      : ['the rate of the half-year in which interest starts stays for the life of the debt']),
    interest.compounds === 'yearly'
      ? 'after each full year the unpaid interest joins the base'
      : 'simple interest: none on interest',
    dayCountText(dayCount, interest.leapYearDays),
    'the due day bears no interest, the payment day does; rounded once, at the end, and the rows so that they add up',
    ...distinct(segments.map((segment) => rateText(segment))),
  ];
}

function dayCountText(dayCount: DayCount, leapYearDays: number): string {
  if (dayCount === '30/360') return 'days: months of thirty days over 360 (30E/360)';
  return leapYearDays === 366 ? 'days: as they are over 365, in leap years over 366' : 'days: as they are over 365';
}

function rateText({ basis, fromDay, referencePercent, source }: InterestSegment): string {
  return basis === 'contract'
    ? `rate ${referencePercent} %: ${source}`
    : `rate ${referencePercent} % of the half-year from ${halfYearStart(fromDay)}: ${source}`;
}

function distinct(sentences: readonly string[]): string[] {
  return [...new Set(sentences)];
}
