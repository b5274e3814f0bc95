/**
 * Bank holidays of the markets, as their almanacs have them (date-holidays 3.37 has the same weekdays for 2023 to 2028, save
 * Good Friday and 5 May in the Netherlands, and eves that it calls the banks' own). Denmark's are in law.test.ts.
 */
import t from 'tap';
import { isClosedDay, nextOpenDay } from '../../src/law/closed-days.ts';
import { dayPlus, weekdayOf } from '../../src/values/day.ts';

function weekdaysClosed(market: string, year: number): string {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = dayPlus(day, 1))
    if (weekdayOf(day) <= 5 && isClosedDay(day, market)) days.push(day.slice(5));
  return days.join(' ');
}

t.test('weekdays on which banks are closed, and no others', async (t) => {
  const table = [
    ['SE', 2024, '01-01 03-29 04-01 05-01 05-09 06-06 06-21 12-24 12-25 12-26 12-31'],
    ['SE', 2026, '01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25 12-31'],
    ['SE', 2027, '01-01 01-06 03-26 03-29 05-06 06-25 12-24 12-31'],
    ['NO', 2026, '01-01 04-02 04-03 04-06 05-01 05-14 05-25 12-25'],
    ['NO', 2024, '01-01 03-28 03-29 04-01 05-01 05-09 05-17 05-20 12-25 12-26'],
    ['FI', 2024, '01-01 03-29 04-01 05-01 05-09 06-21 12-06 12-24 12-25 12-26'],
    ['FI', 2026, '01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25'],
    ['DE', 2026, '01-01 04-03 04-06 05-01 05-14 05-25 12-25'],
    ['DE', 2024, '01-01 03-29 04-01 05-01 05-09 05-20 10-03 12-25 12-26'],
    ['DE', 2017, '04-14 04-17 05-01 05-25 06-05 10-03 10-31 12-25 12-26'],
    ['NL', 2024, '01-01 03-29 04-01 05-09 05-20 12-25 12-26'],
    ['NL', 2026, '01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25'],
    ['GB', 2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
    ['GB', 2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
    ['GB', 2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    ['GB', 2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
    ['GB', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    ['GB-SCT', 2022, '01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27'],
    ['GB-SCT', 2023, '01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26'],
    ['GB-SCT', 2027, '01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28'],
    ['US', 2024, ''],
  ] as const;
  for (const [market, year, days] of table) t.equal(weekdaysClosed(market, year), days, `${market} ${year}`);
});

t.test('the next open day is a weekday outside the holidays', async (t) => {
  for (const [market, day, open] of [
    ['SE', '2026-06-19', '2026-06-22'],
    ['SE', '2026-12-31', '2027-01-04'],
    ['NO', '2026-12-24', '2026-12-24'],
    ['DE', '2026-10-03', '2026-10-05'],
    ['GB', '2026-12-25', '2026-12-29'],
  ] as const)
    t.equal(nextOpenDay(day, market), open, `${market} ${day}`);
});

t.test('the day before, the day and the day after', async (t) => {
  for (const [market, before, day, after, name] of [
    ['DK', '2024-04-26', '2023-05-05', '2024-05-03', 'Great Prayer Day was one for the last time in 2023'],
    ['DK', '2026-05-13', '2026-05-15', '2026-05-18', 'the banks rest the day after Ascension too'],
    ['DK', '2026-06-04', '2026-06-05', '2026-06-08', 'Constitution Day'],
    ['DK', '2026-12-23', '2026-12-24', '2026-12-28', 'Christmas Eve'],
    ['DK', '2026-12-30', '2026-12-31', '2027-01-04', "New Year's Eve"],
    ['SE', '2026-06-18', '2026-06-19', '2026-06-22', "Midsummer's Eve"],
    ['SE', '2026-12-23', '2026-12-24', '2026-12-28', 'Christmas Eve'],
    ['NO', '2027-05-14', '2024-05-17', '2024-05-16', 'the seventeenth of May'],
    ['FI', '2027-12-03', '2024-12-06', '2024-12-09', 'Independence Day'],
    ['DE', '2025-10-02', '2025-10-03', '2025-10-06', 'Unity Day'],
    ['NL', '2026-04-24', '2026-04-27', '2026-04-28', "the king's birthday"],
    ['GB', '2026-08-28', '2026-08-31', '2026-09-01', 'the late summer holiday'],
    ['GB', '2026-01-02', '2026-01-01', '2026-11-30', 'England keeps neither 2 January nor Saint Andrew'],
    ['GB-SCT', '2026-04-06', '2026-01-02', '2026-08-31', 'Scotland keeps neither Easter Monday nor August’s end'],
  ] as const)
    t.same(
      [before, day, after].map((each) => isClosedDay(each, market)),
      [false, true, false],
      `${market}: ${name}`,
    );
});
