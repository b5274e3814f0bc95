/** When a letter leaves: its own minute, in the creditor's hours, on a day that is closed neither there nor at the debtor's. */
import type { Creditor } from '../creditors/creditor.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import type { SendingTimes } from '../ladder/decent-hour.ts';
import { ownMoment } from '../ladder/own-moment.ts';
import type { Instant } from '../values/day.ts';

/** The creditor's hours and weekdays, on its clock. */
export function sendingTimes(
  { timeZone }: Pick<Creditor, 'timeZone'>,
  { hours, weekdays }: Pick<CreditorSettings, 'hours' | 'weekdays'>,
): SendingTimes {
  return { timeZone, hours, weekdays };
}

/** At `earliest` or after it; the same for the same letter whenever it is asked. */
export function leavesAt(
  earliest: Instant,
  proposalId: string,
  creditor: Pick<Creditor, 'timeZone'>,
  settings: Pick<CreditorSettings, 'hours' | 'weekdays' | 'spreadMinutes'>,
  countries: readonly string[],
): Instant {
  const times = { ...sendingTimes(creditor, settings), spreadMinutes: settings.spreadMinutes };
  return ownMoment(earliest, proposalId, times, countries);
}
