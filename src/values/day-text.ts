/**
 * Days and hours as a reader writes them, from tables of our own: what a letter says must not change with the machine's ICU.
 */
import { clockIn, type Day, dayIn, type Instant, weekdayOf } from './day.ts';
import type { Language } from './language.ts';

const months: { readonly [language in Language]: readonly string[] } = {
  da: words('januar februar marts april maj juni juli august september oktober november december'),
  sv: words('januari februari mars april maj juni juli augusti september oktober november december'),
  en: words('January February March April May June July August September October November December'),
};

const shortMonths: { readonly [language in Language]: readonly string[] } = {
  da: words('jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.'),
  sv: words('jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.'),
  en: words('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'),
};

const weekdays: { readonly [language in Language]: readonly string[] } = {
  da: words('mandag tirsdag onsdag torsdag fredag lørdag søndag'),
  sv: words('måndag tisdag onsdag torsdag fredag lördag söndag'),
  en: words('Monday Tuesday Wednesday Thursday Friday Saturday Sunday'),
};

/** "3. marts 2026", "3 mars 2026", "3 March 2026". */
export function dayText(day: Day, language: Language): string {
  return `${dateOf(day, months, language)} ${day.slice(0, 4)}`;
}

/** "marts 2026", "mars 2026", "March 2026": the month a day is in. */
export function monthText(day: Day, language: Language): string {
  return `${months[language][Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`;
}

/** Without the year, for a list whose year is plain: "19. okt.", "19 okt.", "19 Oct". */
export function shortDayText(day: Day, language: Language): string {
  return dateOf(day, shortMonths, language);
}

/** "torsdag", "torsdag", "Thursday". */
export function weekdayText(day: Day, language: Language): string {
  return weekdays[language][weekdayOf(day) - 1] ?? '';
}

/** The clock in a time zone: "09.14" (da), "09:14" (sv, en). */
export function clockText(instant: Instant, timeZone: string, language: Language): string {
  const { hour, minute } = clockIn(instant, timeZone);
  return `${twoDigits(hour)}${language === 'da' ? '.' : ':'}${twoDigits(minute)}`;
}

/** Day and clock: "3. marts 2026 kl. 09.14", "3 mars 2026 kl. 09:14", "3 March 2026 at 09:14". */
export function instantText(instant: Instant, timeZone: string, language: Language): string {
  const at = language === 'en' ? 'at' : 'kl.';
  return `${dayText(dayIn(instant, timeZone), language)} ${at} ${clockText(instant, timeZone, language)}`;
}

/** How a due day stands to today. `daysLate` counts days after the due day; 0 is the day itself, negative is before it. */
export function lateText(daysLate: number, language: Language): string {
  const days = countOfDays(Math.abs(daysLate), language);
  if (language === 'da') {
    if (daysLate === 0) return 'forfalder i dag';
    return daysLate > 0 ? `${days} over forfald` : `forfalder om ${days}`;
  }
  if (language === 'sv') {
    if (daysLate === 0) return 'förfaller i dag';
    return daysLate > 0 ? `${days} försenad` : `förfaller om ${days}`;
  }
  if (daysLate === 0) return 'due today';
  return daysLate > 0 ? `${days} late` : `due in ${days}`;
}

/** "1 dag", "10 dage"; "1 dag", "10 dagar"; "1 day", "10 days". */
export function countOfDays(days: number, language: Language): string {
  const one = days === 1;
  if (language === 'da') return `${days} ${one ? 'dag' : 'dage'}`;
  if (language === 'sv') return `${days} ${one ? 'dag' : 'dagar'}`;
  return `${days} ${one ? 'day' : 'days'}`;
}

function dateOf(day: Day, names: { readonly [language in Language]: readonly string[] }, language: Language): string {
  const month = names[language][Number(day.slice(5, 7)) - 1] ?? '';
  return `${Number(day.slice(8, 10))}${language === 'da' ? '.' : ''} ${month}`;
}

function words(text: string): readonly string[] {
  return text.split(' ');
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
