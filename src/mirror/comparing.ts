/**
 * One night's comparison under way. What the mirror says otherwise than the page just read is counted before it is healed, in
 * the same transaction, by the same observation as ever. Bookings since the last reading are no drift: customers with entries
 * that are newer, and cards touched since, are let pass.
 */
import type { Instant } from '../values/day.ts';
import type { Drift } from './drift.ts';

export type Comparing = {
  readonly id: string;
  /** Wall time of the last whole reading before this one. */
  readonly since: Instant;
  /** Customers with something booked that the mirror had not read when this began. */
  readonly busyCustomers: ReadonlySet<string>;
};

/** None where no field differs. */
export function driftOf(about: Drift['about'], number: string, how: Drift['how']): Drift[] {
  return how.length === 0 ? [] : [{ about, number, how }];
}
