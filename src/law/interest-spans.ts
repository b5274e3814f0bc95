/** A period of interest cut into spans over which nothing changes: neither the rate, nor the principal, nor the year. */
import type { Day } from '../values/day.ts';
import { dayNumber, dayOfNumber } from '../values/day-number.ts';
import { nextHalfYear } from './day-count.ts';

/** The principal was `minor` from the end of `fromDay` on: a payment's own day still bears interest on the old sum. */
export type PrincipalStep = { readonly fromDay: Day; readonly minor: bigint };

export type Span = {
  /** First and last day. */
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly principalMinor: bigint;
};

export type SpansAsked = {
  readonly firstDay: Day;
  readonly untilDay: Day;
  readonly principal: readonly PrincipalStep[];
  /** Where the calendar cuts: each half-year, each year, or nowhere. */
  readonly calendar: 'half-year' | 'year' | 'none';
  /** Further first days of a span. */
  readonly cuts: readonly Day[];
};

/** The spans from `firstDay` to `untilDay`, oldest first, without a gap; none when it ends before it begins. */
export function spansOf({ firstDay, untilDay, principal, calendar, cuts }: SpansAsked): Span[] {
  if (untilDay < firstDay) return [];
  const steps = byDay(principal);
  const last = dayNumber(untilDay);
  const starts = [dayNumber(firstDay)];
  if (calendar !== 'none')
    for (let cut = nextHalfYear(firstDay); cut <= untilDay; cut = nextHalfYear(cut))
      if (calendar === 'half-year' || cut.endsWith('-01-01')) starts.push(dayNumber(cut));
  const changes = steps.map(({ fromDay }) => dayNumber(fromDay) + 1);
  starts.push(...changes, ...cuts.map(dayNumber));
  const first = starts[0]!;
  const sorted = starts.filter((day) => day >= first && day <= last).sort((a, b) => a - b);
  const spans: Span[] = [];
  let step = 0;
  let principalMinor = 0n;
  for (const [index, from] of sorted.entries()) {
    const following = sorted[index + 1];
    if (following === from) continue;
    for (; step < steps.length && changes[step]! <= from; step += 1) principalMinor = steps[step]!.minor;
    const to = following === undefined ? last : following - 1;
    spans.push({ fromDay: dayOfNumber(from), toDay: dayOfNumber(to), principalMinor });
  }
  return spans;
}

/**
 * The days on which a full year of interest is over and what is unpaid joins the base: each anniversary of the first day of
 * interest. One that began on 29 February is over on 28 February, so the next year starts on 1 March.
 */
export function anniversariesOf(firstDay: Day, untilDay: Day): Day[] {
  const days: Day[] = [];
  for (let year = Number(firstDay.slice(0, 4)) + 1; ; year += 1) {
    const day = dayOfNumber(dayNumber(`${String(year).padStart(4, '0')}${firstDay.slice(4)}`));
    if (day > untilDay) return days;
    days.push(day);
  }
}

export function dayAfter(day: Day): Day {
  return dayOfNumber(dayNumber(day) + 1);
}

export function dayBefore(day: Day): Day {
  return dayOfNumber(dayNumber(day) - 1);
}

/** In order; of two on one day the later one listed stands. */
function byDay(principal: readonly PrincipalStep[]): readonly PrincipalStep[] {
  const inOrder = principal.every((step, place) => place === 0 || principal[place - 1]!.fromDay <= step.fromDay);
  return inOrder
    ? principal
    : [...principal].sort((a, b) => (a.fromDay < b.fromDay ? -1 : a.fromDay > b.fromDay ? 1 : 0));
}
