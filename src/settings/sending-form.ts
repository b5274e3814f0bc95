/** When letters leave and how often, as the form says it. */
import { z } from 'zod';
import type { CreditorSettings, SettingValue } from '../creditors/settings.ts';
import { closedOn, type SendingTimes } from '../ladder/decent-hour.ts';
import { type Spread, spreads } from '../ladder/own-moment.ts';
import { type Day, dayPlus, isTimeZone } from '../values/day.ts';
import { dayText, weekdayText } from '../values/day-text.ts';
import { type Currency, decimalFromMinor, isCurrency, minorFromDecimal } from '../values/money.ts';
import { ticked } from '../web/forms.ts';

const wholeHour = 'Write a whole hour.';
const weekdayFields = [1, 2, 3, 4, 5, 6, 7] as const;

export const timesForm = z
  .object({
    ...Object.fromEntries(weekdayFields.map((weekday) => [`day-${weekday}`, ticked])),
    from: z.coerce.number(wholeHour).int(wholeHour).min(0).max(23),
    to: z.coerce.number(wholeHour).int(wholeHour).min(1).max(24),
    hours: z.coerce.number('Write a whole number of hours.').int().min(0).max(168, 'A week is the longest.'),
    spread: z.coerce.number().pipe(z.literal(spreads, 'Choose from the list.')),
    zone: z.string().refine(isTimeZone, 'Choose from the list.'),
  })
  .refine((form) => form.from < form.to, { path: ['to'], message: 'The last hour must come after the first.' })
  .refine((form) => weekdaysIn(form).length > 0, { path: ['weekdays'], message: 'Choose at least one day.' });

type Times = z.output<typeof timesForm>;

/** The form as five settings. */
export function timesOf(form: Times) {
  return {
    hours: { from: form.from, to: form.to } satisfies SettingValue<'sending-hours'>,
    days: { weekdays: weekdaysIn(form) } satisfies SettingValue<'sending-days'>,
    spread: { minutes: form.spread } satisfies SettingValue<'sending-spread'>,
    window: { hours: form.hours } satisfies SettingValue<'hold-window'>,
    zone: form.zone,
  };
}

function weekdaysIn(form: object): number[] {
  return weekdayFields.filter((weekday) => (form as Record<string, unknown>)[`day-${weekday}`] === true);
}

/** The settings as the form shows them; `typed` is a form that was refused. */
export function timesShown(
  settings: Pick<CreditorSettings, 'hours' | 'weekdays' | 'spreadMinutes' | 'holdWindowHours'>,
  timeZone: string,
  typed: { readonly [field: string]: string } | null,
) {
  const zone = typed?.['zone'] ?? timeZone;
  return {
    weekdays: weekdayFields.map((weekday) => ({
      field: `day-${weekday}`,
      // 1 January 2001 was a Monday.
      name: weekdayText(`2001-01-0${weekday}`, 'en'),
      on: typed ? `day-${weekday}` in typed : settings.weekdays.includes(weekday),
    })),
    from: typed?.['from'] ?? String(settings.hours.from),
    to: typed?.['to'] ?? String(settings.hours.to),
    hours: typed?.['hours'] ?? String(settings.holdWindowHours),
    spreads: spreads.map((value) => ({
      value,
      name: spreadNames[value],
      on: String(value) === (typed?.['spread'] ?? String(settings.spreadMinutes)),
    })),
    zones: [...new Set([zone, ...usualZones])].sort().map((value) => ({ value, on: value === zone })),
  };
}

const spreadNames: { readonly [spread in Spread]: string } = {
  0: 'all at once',
  15: 'over a quarter of an hour',
  30: 'over half an hour',
  60: 'over an hour',
  120: 'over two hours',
  240: 'over four hours',
};

/** Where companies with e-conomic books sit, and their neighbours. */
const usualZones = [
  'Europe/Copenhagen',
  'Europe/Stockholm',
  'Europe/Oslo',
  'Europe/Helsinki',
  'Europe/Berlin',
  'Europe/Amsterdam',
  'Europe/London',
  'Atlantic/Faroe',
  'America/Nuuk',
  'Atlantic/Reykjavik',
];

/** The next weekdays on which nothing leaves, so that nobody wonders why: "Thursday 24 December 2026". */
export function nextClosedDays(today: Day, times: SendingTimes, countries: readonly string[], most: number): string[] {
  const days: string[] = [];
  for (let day = dayPlus(today, 1), ahead = 0; days.length < most && ahead < 366; ahead += 1, day = dayPlus(day, 1)) {
    const closed = closedOn(day, times, countries);
    if (closed !== null && closed.why !== 'not-a-sending-day')
      days.push(`${weekdayText(day, 'en')} ${dayText(day, 'en')}`);
  }
  return days;
}

const offered = ['DKK', 'EUR', 'SEK', 'NOK', 'GBP', 'USD'] as const satisfies readonly Currency[];
const wrongSum = 'Write a sum as in 50 or 50.00, or leave it empty.';

export const limitsForm = z.looseObject({
  days: z.coerce
    .number('Write a whole number of days.')
    .int('Write a whole number of days.')
    .min(0)
    .max(30, 'A month is the longest.'),
});

/** The form as two settings, or a sentence per field that is wrong. Empty sums are none. */
export function limitsOf(
  form: z.output<typeof limitsForm>,
):
  | { readonly ok: true; readonly quiet: SettingValue<'quiet-days'>; readonly smallest: SettingValue<'smallest-sum'> }
  | { readonly ok: false; readonly errors: { readonly [field: string]: string } } {
  const smallest: Record<string, string> = {};
  const errors: Record<string, string> = {};
  for (const [field, typed] of Object.entries(form)) {
    const currency = /^sum-([A-Z]{3})$/.exec(field)?.[1];
    if (currency === undefined || !isCurrency(currency) || typeof typed !== 'string') continue;
    const text = typed.trim().replace(',', '.');
    if (text === '') continue;
    const minor = minorFromDecimal(text, currency);
    if (minor === null || minor < 0n) errors[field] = wrongSum;
    else smallest[currency] = minor.toString();
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, quiet: { days: form.days }, smallest };
}

export function limitsShown(
  settings: Pick<CreditorSettings, 'quietDays' | 'smallestSums'>,
  owedIn: readonly Currency[],
  typed: { readonly [field: string]: string } | null,
) {
  const set = Object.keys(settings.smallestSums).filter((code): code is Currency => isCurrency(code));
  const currencies = [...new Set([...offered, ...owedIn, ...set])];
  return {
    days: typed?.['days'] ?? String(settings.quietDays),
    sums: currencies.map((currency) => {
      const minor = settings.smallestSums[currency];
      const decided = minor === undefined ? '' : decimalFromMinor(minor, currency);
      return {
        field: `sum-${currency}`,
        currency,
        value: typed?.[`sum-${currency}`] ?? decided,
      };
    }),
  };
}
