/**
 * Late interest as a sheet a person can check: day by day, on what was really owed. The due day bears none, every day after
 * it does, the day of payment included. Exact fractions throughout; the total is rounded once.
 */
import type { Day } from '../values/day.ts';
import { nextOpenDay } from './closed-days.ts';
import { daysInYear, daysOf } from './day-count.ts';
import { type Fraction, plus, rounded, zero } from './fraction.ts';
import { anniversariesOf, dayAfter, dayBefore, type PrincipalStep, spansOf } from './interest-spans.ts';
import { millionthsInOnePercent } from './percent.ts';
import {
  followsHalfYears,
  type InterestRefusal,
  interestRefusal,
  type RateInForce,
  type RatesAsked,
  ratesOf,
} from './rate-in-force.ts';
import type { DayCount, MarketRules } from './rules.ts';

export type InterestSegment = {
  /** First and last day that bear interest here. */
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly days: number;
  /** What bears interest: the principal, and where unpaid interest joins it yearly, that too, rounded to be read. */
  readonly baseMinor: bigint;
  /** How much of the base is interest that has joined it; 0 where interest is simple. */
  readonly joinedMinor: bigint;
  /** Where the rate comes from; see `RateInForce`. */
  readonly basis: RateInForce['basis'];
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
  /** Why the law gives no interest at all here; null where it does. Then there is no segment, and nothing is missing. */
  readonly refusal: InterestRefusal | null;
};

export type InterestQuestion = RatesAsked & {
  /** The first day that bears interest, where that is not the day after the due day (moved to an open one). */
  readonly startDay?: Day;
  readonly principal: readonly PrincipalStep[];
  /** Payments on the interest itself, by value day: they lower what joins the base where interest compounds. */
  readonly interestPaid?: readonly { readonly day: Day; readonly minor: bigint }[];
  /** The last day counted, as if payment came on it. */
  readonly untilDay: Day;
  readonly dayCount: DayCount;
};

/**
 * The sheet of interest on one invoice. Each half-year's days bear that half-year's rate (or, fixed for life, the rate of
 * the day interest starts), negative references in full, plus the margin the due day chose. Nothing is counted on fees or
 * compensation. Interest is simple, but where the law has it join the base: the unpaid interest of each full year does, as
 * long as principal is left. Where a rate is missing the sheet ends the day before and says so in `knownTo`.
 */
export function interestSheet(question: InterestQuestion): InterestSheet {
  const { rules, dueDay, untilDay, dayCount } = question;
  const firstDay = question.startDay ?? firstInterestDay(rules, dueDay);
  const refusal = interestRefusal(question);
  const nothing = { firstDay, untilDay, dayCount, segments: [], exact: zero, totalMinor: 0n, knownTo: null, refusal };
  if (refusal) return nothing;
  const joins = rules.interest.compounds === 'yearly' ? anniversariesOf(firstDay, untilDay) : [];
  const rateOn = ratesOf(question, firstDay);
  const segments: InterestSegment[] = [];
  const base = growingBase(question, joins);
  let exact: Fraction = { numerator: 0n, denominator: commonDenominator(dayCount) };
  let knownTo: Day | null = null;
  for (const span of spansOf({ firstDay, untilDay, principal: question.principal, ...cutsOf(question, joins) })) {
    const joined = base.joinedBefore(span.fromDay, exact);
    if (span.principalMinor <= 0n) continue;
    const rate = rateOn(span.fromDay);
    if (!rate) {
      knownTo = dayBefore(span.fromDay);
      break;
    }
    const days = daysOf(span.fromDay, span.toDay, dayCount);
    if (days === 0) continue;
    const yearDays = daysInYear(span.fromDay, dayCount, rules.interest.leapYearDays);
    const segment = segmentOf(span, joined, rate, days, yearDays);
    segments.push(segment);
    exact = plus(exact, segment.exact);
  }
  return { ...nothing, segments, exact, totalMinor: rounded(exact), knownTo };
}

/** The first day that bears interest: the day after the due day, which a closed day moves forward where the law has it. */
export function firstInterestDay(rules: MarketRules, dueDay: Day): Day {
  return dayAfter(rules.interest.dueDayMoves.toOpenDay ? nextOpenDay(dueDay, rules.market) : dueDay);
}

/**
 * The first day that bears interest where no due day was agreed: the day after the thirtieth from the invoice, or that day
 * itself where the law counts from it. A closed last day moves it forward where the law has it.
 */
export function firstInterestDayWithoutDueDay(rules: MarketRules, invoiceDay: Day): Day {
  const { days, lastDayBears } = rules.interest.withoutAgreedDay;
  let lastFree = invoiceDay;
  for (let day = 0; day < days - (lastDayBears ? 1 : 0); day += 1) lastFree = dayAfter(lastFree);
  return firstInterestDay(rules, lastFree);
}

function cutsOf(question: InterestQuestion, joins: readonly Day[]) {
  const byYear = question.dayCount === 'actual' && question.rules.interest.leapYearDays === 366;
  const paid = joins.length > 0 ? (question.interestPaid ?? []).map(({ day }) => dayAfter(day)) : [];
  return {
    calendar: followsHalfYears(question) ? ('half-year' as const) : byYear ? ('year' as const) : ('none' as const),
    cuts: [...joins, ...paid],
  };
}

/**
 * What interest has joined the base: at each anniversary all that was worked out by then, less what was paid on interest
 * since. Payments meet the oldest interest first, so the base falls as early as it can.
 */
function growingBase({ interestPaid = [] }: InterestQuestion, joins: readonly Day[]) {
  let accrued = zero;
  return {
    /** `soFar` is the interest of all days before `fromDay`, which is a span's first. */
    joinedBefore: (fromDay: Day, soFar: Fraction): Fraction => {
      if (joins.length === 0) return zero;
      if (joins.includes(fromDay)) accrued = soFar;
      let paid = 0n;
      for (const { day, minor } of interestPaid) if (day < fromDay) paid += minor;
      const left = accrued.numerator - paid * accrued.denominator;
      return left > 0n ? { numerator: left, denominator: accrued.denominator } : zero;
    },
  };
}

function segmentOf(
  span: { readonly fromDay: Day; readonly toDay: Day; readonly principalMinor: bigint },
  joined: Fraction,
  rate: RateInForce,
  days: number,
  yearDays: number,
): InterestSegment {
  const { basis, referencePercent, marginPercent, ratePercent, paragraph, source } = rate;
  const numerator = span.principalMinor * joined.denominator + joined.numerator;
  const joinedMinor = joined === zero ? 0n : rounded(joined);
  return {
    fromDay: span.fromDay,
    toDay: span.toDay,
    days,
    baseMinor: span.principalMinor + joinedMinor,
    joinedMinor,
    basis,
    referencePercent,
    marginPercent,
    ratePercent,
    paragraph,
    source,
    exact: {
      numerator: numerator * rate.millionths * BigInt(days),
      denominator: joined.denominator * millionthsInOnePercent * 100n * BigInt(yearDays),
    },
  };
}

/** One that every span of simple interest divides, so that sums of sheets are sums of numerators. */
function commonDenominator(dayCount: DayCount): bigint {
  return millionthsInOnePercent * 100n * (dayCount === '30/360' ? 360n : 365n * 366n);
}
