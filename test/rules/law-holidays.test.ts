/** Bank holidays of the markets, as their almanacs have them. Denmark's are in law.test.ts. */
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
    ['NO', 2024, '01-01 03-28 03-29 04-01 05-01 05-09 05-17 05-20 12-25 12-26'],
    ['FI', 2024, '01-01 03-29 04-01 05-01 05-09 06-21 12-06 12-24 12-25 12-26'],
    ['DE', 2024, '01-01 03-29 04-01 05-01 05-09 05-20 10-03 12-25 12-26'],
    ['DE', 2017, '04-14 04-17 05-01 05-25 06-05 10-03 10-31 12-25 12-26'],
    ['NL', 2024, '01-01 03-29 04-01 05-09 05-20 12-25 12-26'],
    ['NL', 2026, '01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25'],
    ['GB', 2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
    ['GB', 2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
    ['GB', 2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    ['GB', 2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
    ['GB', 2026, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
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
