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
  const starts = [firstDay];
  if (calendar !== 'none')
    for (let cut = nextHalfYear(firstDay); cut <= untilDay; cut = nextHalfYear(cut))
      if (calendar === 'half-year' || cut.endsWith('-01-01')) starts.push(cut);
  for (const { fromDay } of steps) starts.push(dayAfter(fromDay));
  starts.push(...cuts);
  const sorted = [...new Set(starts)].filter((day) => day >= firstDay && day <= untilDay).sort();
  let step = 0;
  let principalMinor = 0n;
  return sorted.map((fromDay, index) => {
    for (let next = steps[step]; next && next.fromDay < fromDay; next = steps[step]) {
      principalMinor = next.minor;
      step += 1;
    }
    const following = sorted[index + 1];
    return { fromDay, toDay: following === undefined ? untilDay : dayBefore(following), principalMinor };
  });
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
