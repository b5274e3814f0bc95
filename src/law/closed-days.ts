/** Days on which banks and offices are closed. Denmark is computed; of other markets only the weekends are known yet. */
import type { Day } from '../values/day.ts';
import { dayPlus, weekdayOf } from '../values/day.ts';

/** Danish banks close on these dates each year: New Year's Day, Constitution Day, Christmas and New Year's Eve. */
const fixedDanish = ['01-01', '06-05', '12-24', '12-25', '12-26', '12-31'];

/** Days after Easter Sunday: Maundy Thursday, Good Friday, Easter, Ascension, the bank day off after it, Whitsun. */
const movableDanish = [-3, -2, 0, 1, 39, 40, 49, 50];

/** Great Prayer Day, the fourth Friday after Easter, was a holiday for the last time in 2023 (lov nr. 214 of 6/3/2023). */
const greatPrayerDay = { daysAfterEaster: 26, lastYear: 2023 };

/** Is `day` a weekend day or, in Denmark, a day on which the banks are closed? */
export function isClosedDay(day: Day, market: string): boolean {
  if (weekdayOf(day) > 5) return true;
  return market === 'DK' && isDanishHoliday(day);
}

/** `day` itself when it is open, else the first open day after it. */
export function nextOpenDay(day: Day, market: string): Day {
  let open = day;
  while (isClosedDay(open, market)) open = dayPlus(open, 1);
  return open;
}

function isDanishHoliday(day: Day): boolean {
  if (fixedDanish.includes(day.slice(5))) return true;
  const year = Number(day.slice(0, 4));
  const easter = easterSunday(year);
  if (movableDanish.some((offset) => dayPlus(easter, offset) === day)) return true;
  return year <= greatPrayerDay.lastYear && dayPlus(easter, greatPrayerDay.daysAfterEaster) === day;
}

/** Western Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moonShift = century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + moonShift + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const serial = epact + toSunday - 7 * late + 114;
  const month = Math.floor(serial / 31);
  const dayOfMonth = (serial % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}
