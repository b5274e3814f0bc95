/** When a letter leaves: its own minute, in the creditor's hours, on a day that is closed neither there nor at the debtor's. */
import type { Creditor } from '../creditors/creditor.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import type { SendingTimes } from '../ladder/decent-hour.ts';
import { nextDecentInstant } from '../ladder/decent-hour.ts';
import { ownMoment } from '../ladder/own-moment.ts';
import { hour, type Instant, instantPlus, laterInstant, minute } from '../values/day.ts';

/** The creditor's hours and weekdays, on its clock. */
export function sendingTimes(
  { timeZone }: Pick<Creditor, 'timeZone'>,
  { hours, weekdays }: Pick<CreditorSettings, 'hours' | 'weekdays'>,
): SendingTimes {
  return { timeZone, hours, weekdays };
}

/** Letters proposed one after the other are told of in one mail. */
export const headsUpDelay = 2 * minute;

/** Between two digests lies at least this part of the hold window: what changes during a morning is told of in one mail. */
const partOfWindow = 8;

/**
 * When admins and reps are told of letters that wait to be told of: in the creditor's hours, and some way after the digest
 * before (`lastTold`). `home`: the creditor's country, whose bank holidays close a day.
 */
export function headsUpAt(
  earliest: Instant,
  lastTold: Instant | null,
  creditor: Pick<Creditor, 'timeZone'>,
  settings: Pick<CreditorSettings, 'hours' | 'weekdays' | 'holdWindowHours'>,
  home: string,
): Instant {
  const apart = lastTold === null ? earliest : instantPlus(lastTold, (settings.holdWindowHours * hour) / partOfWindow);
  return nextDecentInstant(laterInstant(earliest, apart), sendingTimes(creditor, settings), [home]);
}

/** What a letter's own minute is drawn from: its fingerprint, so that it is known before the letter is proposed. */
type Drawn = { readonly hash: string };

/** At `earliest` or after it; the same for a letter that reads the same, whenever it is asked. */
export function leavesAt(
  earliest: Instant,
  { hash }: Drawn,
  creditor: Pick<Creditor, 'timeZone'>,
  settings: Pick<CreditorSettings, 'hours' | 'weekdays' | 'spreadMinutes'>,
  countries: readonly string[],
): Instant {
  const times = { ...sendingTimes(creditor, settings), spreadMinutes: settings.spreadMinutes };
  return ownMoment(earliest, hash, times, countries);
}
