/**
 * Late interest as a sheet a person can check: simple, day by day, on what was really owed. The due day bears none, every
 * day after it does, the day of payment included. Exact fractions throughout; the total is rounded once.
 */
import type { Day } from '../values/day.ts';
import { dayPlus, daysBetween, isLeapYear } from '../values/day.ts';
import { roundedQuotient } from '../values/money.ts';
import { nextOpenDay } from './closed-days.ts';
import { millionthsInOnePercent, percentLexeme, percentMillionths } from './percent.ts';
import type { RateRow } from './reference-rates.ts';
import type { DayCount, DebtorKind, Margin, MarketRules } from './rules.ts';
import { marginOf } from './rules.ts';

/** The principal was `minor` from the end of `fromDay` on: a payment's own day still bears interest on the old sum. */
export type PrincipalStep = { readonly fromDay: Day; readonly minor: bigint };

export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

export type InterestSegment = {
  /** First and last day that bear interest here. */
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly days: number;
  readonly baseMinor: bigint;
  readonly referencePercent: string;
  readonly marginPercent: string;
  readonly ratePercent: string;
  readonly paragraph: string;
  readonly source: string;
  /** Interest in minor units, not rounded. */
  readonly exact: Fraction;
};

export type InterestSheet = {
  readonly firstDay: Day;
  readonly untilDay: Day;
  readonly dayCount: DayCount;
  readonly segments: readonly InterestSegment[];
  readonly exact: Fraction;
  /** Minor units, rounded once, half away from zero. */
  readonly totalMinor: bigint;
  /** The last day that could be worked out because a rate is missing after it; null when the sheet is complete. */
  readonly knownTo: Day | null;
};

export type InterestQuestion = {
  readonly rules: MarketRules;
  readonly debtorKind: DebtorKind;
  /** The agreed due day; it also chooses the margin. */
  readonly dueDay: Day;
  /** The first day that bears interest, where that is not the day after the due day (moved to an open one). */
  readonly startDay?: Day;
  readonly principal: readonly PrincipalStep[];
  /** The last day counted, as if payment came on it. */
  readonly untilDay: Day;
  readonly rates: readonly RateRow[];
  readonly dayCount: DayCount;
};

/**
 * The sheet of interest on one invoice. Each half-year's days bear that half-year's reference, negative ones in full
 * (renteloven § 5), plus the margin the due day chose. Nothing is counted on interest, fees or compensation. Where a rate
 * is missing the sheet ends the day before and says so in `knownTo`.
 */
export function interestSheet(question: InterestQuestion): InterestSheet {
  const { rules, dueDay, untilDay, dayCount } = question;
  const firstDay = question.startDay ?? firstInterestDay(rules, dueDay);
  const margin = marginOf(rules, dueDay, question.debtorKind);
  const segments: InterestSegment[] = [];
  let knownTo: Day | null = null;
  for (const span of spansOf(firstDay, untilDay, question.principal)) {
    if (span.baseMinor <= 0n) continue;
    const reference = rateFor(question.rates, rules.interest.reference.series, span.fromDay);
    if (!reference || !margin) {
      knownTo = dayPlus(span.fromDay, -1);
      break;
    }
    const segment = segmentOf(span, reference, margin, dayCount);
    if (segment.days > 0) segments.push(segment);
  }
  const exact = sumOf(segments, dayCount);
  const totalMinor = roundedQuotient(exact.numerator, exact.denominator);
  return { firstDay, untilDay, dayCount, segments, exact, totalMinor, knownTo };
}

/** The first day that bears interest: the day after the due day, which a closed day moves forward where the law has it. */
export function firstInterestDay(rules: MarketRules, dueDay: Day): Day {
  return dayPlus(rules.interest.dueDayMoves.toOpenDay ? nextOpenDay(dueDay, rules.market) : dueDay, 1);
}

/** First day of the half-year that `day` lies in: the day its reference rate was fixed on. */
export function halfYearStart(day: Day): Day {
  return `${day.slice(0, 4)}-${day.slice(5) < '07-01' ? '01' : '07'}-01`;
}

function rateFor(rates: readonly RateRow[], market: string, day: Day): RateRow | undefined {
  const start = halfYearStart(day);
  return rates.find((row) => row.fromDay === start && row.market === market);
}

type Span = { readonly fromDay: Day; readonly toDay: Day; readonly baseMinor: bigint };

/** The days from `firstDay` to `untilDay` cut wherever the half-year (and so the year) or the principal changes. */
function spansOf(firstDay: Day, untilDay: Day, principal: readonly PrincipalStep[]): Span[] {
  if (untilDay < firstDay) return [];
  const steps = [...principal].sort((a, b) => (a.fromDay < b.fromDay ? -1 : a.fromDay > b.fromDay ? 1 : 0));
  const starts = new Set([firstDay]);
  for (let cut = nextHalfYear(firstDay); cut <= untilDay; cut = nextHalfYear(cut)) starts.add(cut);
  for (const step of steps) {
    const cut = dayPlus(step.fromDay, 1);
    if (cut > firstDay && cut <= untilDay) starts.add(cut);
  }
  const sorted = [...starts].sort();
  return sorted.map((fromDay, index) => {
    const next = sorted[index + 1];
    const baseMinor = steps.findLast((step) => step.fromDay < fromDay)?.minor ?? 0n;
    return { fromDay, toDay: next === undefined ? untilDay : dayPlus(next, -1), baseMinor };
  });
}

function nextHalfYear(day: Day): Day {
  const year = Number(day.slice(0, 4));
  return day.slice(5) < '07-01' ? `${year}-07-01` : `${year + 1}-01-01`;
}

function segmentOf(span: Span, reference: RateRow, margin: Margin, dayCount: DayCount): InterestSegment {
  const rate = percentMillionths(reference.percent) + percentMillionths(margin.percent);
  const days = dayCount === 'actual' ? daysBetween(span.fromDay, span.toDay) + 1 : thirtyDays(span.fromDay, span.toDay);
  const daysInYear = dayCount === '30/360' ? 360 : isLeapYear(Number(span.fromDay.slice(0, 4))) ? 366 : 365;
  return {
    ...span,
    days,
    referencePercent: reference.percent,
    marginPercent: margin.percent,
    ratePercent: percentLexeme(rate),
    paragraph: margin.paragraph,
    source: reference.source,
    exact: {
      numerator: span.baseMinor * rate * BigInt(days),
      denominator: millionthsInOnePercent * 100n * BigInt(daysInYear),
    },
  };
}

/** Days from the day before `fromDay` to `toDay` with months of thirty days (30E/360): a 31st counts as the 30th. */
function thirtyDays(fromDay: Day, toDay: Day): number {
  const ordinal = (day: Day) =>
    Number(day.slice(0, 4)) * 360 + Number(day.slice(5, 7)) * 30 + Math.min(Number(day.slice(8)), 30);
  return ordinal(toDay) - ordinal(dayPlus(fromDay, -1));
}

function sumOf(segments: readonly InterestSegment[], dayCount: DayCount): Fraction {
  const denominator = millionthsInOnePercent * 100n * (dayCount === '30/360' ? 360n : 365n * 366n);
  const numerator = segments.reduce(
    (total, { exact }) => total + exact.numerator * (denominator / exact.denominator),
    0n,
  );
  return { numerator, denominator };
}
