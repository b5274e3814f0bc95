/** When people may be written to: within the creditor's hours, on weekdays that are not holidays. Receipts keep to it too. */
import { isClosedDay } from '../law/closed-days.ts';
import type { Day, Instant } from '../values/day.ts';
import { clockIn, dayIn, dayPlus, instantAt } from '../values/day.ts';
import type { CreditorFacts } from './facts.ts';

export type OfficeHours = Pick<CreditorFacts, 'timeZone' | 'hours'>;

/** `now` when it is decent, else the next instant that is. A day closed in any of `markets` is closed. */
export function nextDecentInstant(now: Instant, creditor: OfficeHours, markets: readonly string[]): Instant {
  const day = dayIn(now, creditor.timeZone);
  const { hour } = clockIn(now, creditor.timeZone);
  if (hour >= creditor.hours.to) return openingOn(dayPlus(day, 1), creditor, markets);
  if (isClosed(day, markets) || hour < creditor.hours.from) return openingOn(day, creditor, markets);
  return now;
}

/** The opening hour of `day`, or of the first open day after it. */
export function openingOn(day: Day, creditor: OfficeHours, markets: readonly string[]): Instant {
  let open = day;
  while (isClosed(open, markets)) open = dayPlus(open, 1);
  return instantAt(open, creditor.hours.from, 0, creditor.timeZone);
}

function isClosed(day: Day, markets: readonly string[]): boolean {
  return isClosedDay(day, 'any') || markets.some((market) => isClosedDay(day, market));
}
