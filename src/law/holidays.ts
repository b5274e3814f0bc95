/** The holidays of a year by market, computed from the rules of its calendar. */
import type { Day } from '../values/day.ts';
import { weekdayOf } from '../values/day.ts';
import { dayNumber, dayOfNumber } from '../values/day-number.ts';
import { easterSunday } from './easter.ts';

type Holidays = (year: number) => readonly Day[];

export const holidayRules: Readonly<Record<string, Holidays>> = {
  DK: (year) => [
    ...fixed(year, '01-01', '06-05', '12-24', '12-25', '12-26', '12-31'),
    // Maundy Thursday, Good Friday, Easter, Ascension and the banks' day off after it, Whitsun.
    ...afterEaster(year, -3, -2, 0, 1, 39, 40, 49, 50),
    // Great Prayer Day was a holiday for the last time in 2023 (lov nr. 214 of 6/3/2023).
    ...(year <= 2023 ? afterEaster(year, 26) : []),
  ],
  // Midsummer, Christmas and New Year's Eve count as Sundays in lag (1930:173) 2 §.
  SE: (year) => [
    ...fixed(year, '01-01', '01-06', '05-01', '06-06', '12-24', '12-25', '12-26', '12-31'),
    ...afterEaster(year, -2, 0, 1, 39, 49),
    weekdayFrom(`${year}-06-19`, 5),
  ],
  NO: (year) => [
    ...fixed(year, '01-01', '05-01', '05-17', '12-25', '12-26'),
    ...afterEaster(year, -3, -2, 0, 1, 39, 49, 50),
  ],
  FI: (year) => [
    ...fixed(year, '01-01', '01-06', '05-01', '12-06', '12-24', '12-25', '12-26'),
    ...afterEaster(year, -2, 0, 1, 39, 49),
    weekdayFrom(`${year}-06-19`, 5),
  ],
  DE: (year) => [
    ...fixed(year, '01-01', '05-01', '10-03', '12-25', '12-26'),
    ...afterEaster(year, -2, 1, 39, 50),
    // The Reformation's five hundredth year was a holiday in every land.
    ...(year === 2017 ? fixed(year, '10-31') : []),
  ],
  // Algemene termijnenwet art. 3, which counts Good Friday and each 5 May among them.
  NL: (year) => [
    ...fixed(year, '01-01', '05-05', '12-25', '12-26'),
    ...afterEaster(year, -2, 0, 1, 39, 49, 50),
    // The king's birthday, the queen's until 2013; a Sunday gives it to the Saturday.
    ...fixed(year, year >= 2014 ? '04-27' : '04-30'),
  ],
  // England and Wales.
  GB: (year) => [
    ...substituted(fixed(year, '01-01')),
    ...afterEaster(year, 1),
    weekdayFrom(`${year}-08-25`, 1),
    ...britishHolidays(year),
  ],
  'GB-SCT': (year) => [
    ...substituted(fixed(year, '01-01', '01-02')),
    weekdayFrom(`${year}-08-01`, 1),
    ...substituted(fixed(year, '11-30')),
    ...britishHolidays(year),
  ],
};

/**
 * What all of Britain has: Banking and Financial Dealings Act 1971, schedule 1, and the proclamations since 2012. A weekend
 * gives its holiday to the next weekday.
 */
function britishHolidays(year: number): readonly Day[] {
  const moved = year in movedBankHolidays ? movedBankHolidays[year]! : {};
  return [
    ...afterEaster(year, -2),
    moved.earlyMay ?? weekdayFrom(`${year}-05-01`, 1),
    moved.spring ?? weekdayFrom(`${year}-05-25`, 1),
    ...substituted(fixed(year, '12-25', '12-26')),
    ...(moved.extra ?? []),
  ];
}

/** Holidays that one year moved or added: jubilees, the seventy-fifth year of peace, a funeral, a coronation. */
const movedBankHolidays: Readonly<
  Record<number, { readonly earlyMay?: Day; readonly spring?: Day; readonly extra?: readonly Day[] }>
> = {
  2020: { earlyMay: '2020-05-08' },
  2022: { spring: '2022-06-02', extra: ['2022-06-03', '2022-09-19'] },
  2023: { extra: ['2023-05-08'] },
};

/** Each day, and for one on a weekend the next weekday that no other of them takes. */
function substituted(days: readonly Day[]): Day[] {
  const taken = [...days];
  for (const day of days) {
    if (weekdayOf(day) <= 5) continue;
    let instead = dayNumber(day) + 1;
    while (weekdayOf(dayOfNumber(instead)) > 5 || taken.includes(dayOfNumber(instead))) instead += 1;
    taken.push(dayOfNumber(instead));
  }
  return taken;
}

function fixed(year: number, ...monthDays: readonly string[]): Day[] {
  return monthDays.map((monthDay) => `${String(year).padStart(4, '0')}-${monthDay}`);
}

function afterEaster(year: number, ...offsets: readonly number[]): Day[] {
  const easter = dayNumber(easterSunday(year));
  return offsets.map((offset) => dayOfNumber(easter + offset));
}

/** The first such weekday (1 = Monday) on `day` or after it. */
function weekdayFrom(day: Day, weekday: number): Day {
  return dayOfNumber(dayNumber(day) + ((weekday - weekdayOf(day) + 7) % 7));
}
