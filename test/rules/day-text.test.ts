import t from 'tap';
import { dayPlus } from '../../src/values/day.ts';
import {
  clockText,
  countOfDays,
  dayText,
  instantText,
  lateText,
  shortDayText,
  weekdayText,
} from '../../src/values/day-text.ts';
import { languages } from '../../src/values/language.ts';

t.test('a day is written the way its reader writes days', async (t) => {
  const rows = [
    ['2026-03-03', 'da', '3. marts 2026', '3. mar.', 'tirsdag'],
    ['2026-03-03', 'sv', '3 mars 2026', '3 mars', 'tisdag'],
    ['2026-03-03', 'en', '3 March 2026', '3 Mar', 'Tuesday'],
    ['2025-10-19', 'da', '19. oktober 2025', '19. okt.', 'søndag'],
    ['2025-10-19', 'sv', '19 oktober 2025', '19 okt.', 'söndag'],
    ['2025-10-19', 'en', '19 October 2025', '19 Oct', 'Sunday'],
    ['2028-02-29', 'da', '29. februar 2028', '29. feb.', 'tirsdag'],
    ['2026-05-31', 'da', '31. maj 2026', '31. maj', 'søndag'],
    ['2026-12-31', 'sv', '31 december 2026', '31 dec.', 'torsdag'],
    ['2026-01-01', 'en', '1 January 2026', '1 Jan', 'Thursday'],
  ] as const;
  for (const [day, language, long, short, weekday] of rows) {
    t.equal(dayText(day, language), long);
    t.equal(shortDayText(day, language), short);
    t.equal(weekdayText(day, language), weekday);
  }
});

t.test('every day of a year agrees with the world’s own calendar tables', async (t) => {
  const locales = { da: 'da-DK', sv: 'sv-SE', en: 'en-GB' } as const;
  for (const language of languages) {
    const long = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' });
    const weekday = new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: 'UTC' });
    const wrong: string[] = [];
    for (let count = 0; count < 365; count++) {
      const day = dayPlus('2026-01-01', count);
      const noon = new Date(`${day}T12:00:00Z`);
      if (dayText(day, language) !== long.format(noon)) wrong.push(dayText(day, language));
      if (weekdayText(day, language) !== weekday.format(noon)) wrong.push(weekdayText(day, language));
    }
    t.same(wrong, []);
  }
});

t.test('a clock shows the hour of the place, in summer and in winter', async (t) => {
  const winter = new Date('2026-03-03T08:14:00Z');
  t.equal(clockText(winter, 'Europe/Copenhagen', 'da'), '09.14');
  t.equal(clockText(winter, 'Europe/Copenhagen', 'sv'), '09:14');
  t.equal(instantText(winter, 'Europe/Copenhagen', 'da'), '3. marts 2026 kl. 09.14');
  t.equal(instantText(winter, 'Europe/Stockholm', 'sv'), '3 mars 2026 kl. 09:14');
  t.equal(instantText(winter, 'Europe/Copenhagen', 'en'), '3 March 2026 at 09:14');
  t.equal(instantText(new Date('2026-06-30T22:05:00Z'), 'Europe/Copenhagen', 'da'), '1. juli 2026 kl. 00.05');
});

t.test('lateness is told in days, one day is one day, and the due day itself is not late', async (t) => {
  const rows = [
    [34, '34 dage over forfald', '34 dagar försenad', '34 days late'],
    [1, '1 dag over forfald', '1 dag försenad', '1 day late'],
    [0, 'forfalder i dag', 'förfaller i dag', 'due today'],
    [-1, 'forfalder om 1 dag', 'förfaller om 1 dag', 'due in 1 day'],
    [-3, 'forfalder om 3 dage', 'förfaller om 3 dagar', 'due in 3 days'],
  ] as const;
  for (const [days, da, sv, en] of rows)
    t.same(
      languages.map((each) => lateText(days, each)),
      [da, sv, en],
    );
  t.same(
    languages.map((each) => countOfDays(10, each)),
    ['10 dage', '10 dagar', '10 days'],
  );
});
