/** When letters leave: the creditor's days and hours, two countries' holidays, nights of one hour more or less, and a minute of one's own. */
import fc from 'fast-check';
import t from 'tap';
import { closedOn, nextDecentInstant, openingOn, type SendingTimes } from '../../src/ladder/decent-hour.ts';
import { ownMoment, type Spread, spreads } from '../../src/ladder/own-moment.ts';
import { clockIn, dayIn, type Instant, instantAt, instantPlus, minute } from '../../src/values/day.ts';

const zone = 'Europe/Copenhagen';
const office: SendingTimes = { timeZone: zone, hours: { from: 8, to: 16 }, weekdays: [1, 2, 3, 4, 5] };
const local = (day: string, hour: number, minutes = 0) => instantAt(day, hour, minutes, zone);
const shown = (instant: Instant, timeZone = zone) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toString().slice(0, 25);

t.test('the next decent instant is now itself when now is decent', async (t) => {
  for (const [hour, minutes] of [
    [8, 0],
    [8, 30],
    [15, 59],
  ] as const) {
    const moment = local('2026-03-11', hour, minutes);
    t.equal(nextDecentInstant(moment, office, ['DK']), moment);
  }
  t.same(nextDecentInstant(local('2026-04-01', 16), office, []), local('2026-04-02', 8), 'no country, weekdays only');
  t.same(openingOn('2026-04-02', office, ['SE', 'DK']), local('2026-04-07', 8), 'closed in one of them is closed');
});

t.test('why a day is closed', async (t) => {
  for (const [day, countries, why] of [
    ['2026-05-13', ['DK'], null],
    ['2026-05-14', ['DK'], { why: 'holiday', country: 'DK' }],
    ['2026-05-15', ['DK'], { why: 'holiday', country: 'DK' }],
    ['2026-05-15', ['SE'], null],
    ['2026-05-15', ['SE', 'DK'], { why: 'holiday', country: 'DK' }],
    ['2026-05-16', ['DK'], { why: 'not-a-sending-day' }],
    ['2024-04-26', ['DK'], null],
    ['2023-05-05', ['DK'], { why: 'holiday', country: 'DK' }],
    ['2026-01-02', ['GB'], { why: 'holiday', country: 'GB' }],
    ['2026-12-24', ['NL'], { why: 'eve' }],
    ['2026-12-30', ['NL'], null],
  ] as const)
    t.same(closedOn(day, office, countries), why, `${day} ${countries.join(' ')}`);
});

t.test('the clock is the creditor’s own', async (t) => {
  const at = new Date('2026-03-11T06:30:00Z');
  for (const [timeZone, opens] of [
    ['Europe/Copenhagen', '2026-03-11T08:00:00+01:00'],
    ['Europe/Helsinki', '2026-03-11T08:30:00+02:00'],
    ['Europe/London', '2026-03-11T08:00:00+00:00'],
    ['America/New_York', '2026-03-11T08:00:00-04:00'],
    ['Pacific/Kiritimati', '2026-03-12T08:00:00+14:00'],
  ] as const)
    t.equal(shown(nextDecentInstant(at, { ...office, timeZone }, []), timeZone), opens, timeZone);
});

const nights: SendingTimes = { timeZone: zone, hours: { from: 2, to: 3 }, weekdays: [1, 2, 3, 4, 5, 6, 7] };
t.test('a window that summer time leaps over is not there that night, and the doubled one opens once', async (t) => {
  t.equal(shown(openingOn('2026-03-28', nights, [])), '2026-03-28T02:00:00+01:00');
  t.equal(shown(openingOn('2026-03-29', nights, [])), '2026-03-30T02:00:00+02:00');
  t.equal(shown(openingOn('2026-10-25', nights, [])), '2026-10-25T02:00:00+02:00');
  const inSecondHour = new Date('2026-10-25T01:30:00Z');
  t.equal(
    nextDecentInstant(inSecondHour, nights, []),
    inSecondHour,
    'half past two for the second time is half past two',
  );
  const own = ownMoment(local('2026-10-25', 1), 'a', { ...nights, spreadMinutes: 60 }, []);
  t.equal(dayIn(own, zone), '2026-10-25');
  const again = ownMoment(instantPlus(own, 61 * minute), 'a', { ...nights, spreadMinutes: 60 }, []);
  t.equal(dayIn(again, zone), '2026-10-26', 'no second leaving in the doubled hour');
  for (const id of ['a', 'b', 'c'])
    t.equal(dayIn(ownMoment(local('2026-03-29', 0), id, { ...nights, spreadMinutes: 60 }, []), zone), '2026-03-30');
});

t.test('a letter’s minute is its own, never the hour, the same each time, and spread', async (t) => {
  const times = { ...office, spreadMinutes: 60 as const };
  const opening = local('2026-03-11', 8);
  const ids = Array.from({ length: 500 }, (_, each) => `5f0c2a${each.toString(16).padStart(4, '0')}`);
  const minutes = ids.map((id) => clockIn(ownMoment(opening, id, times, ['DK']), zone));
  t.same(
    ids.map((id) => clockIn(ownMoment(opening, id, times, ['DK']), zone)),
    minutes,
  );
  t.ok(minutes.every(({ hour, minute }) => hour === 8 && minute >= 1 && minute <= 59));
  const counted = [...Map.groupBy(minutes, ({ minute }) => minute).values()].map((each) => each.length);
  t.equal(counted.length, 59, 'every minute of the hour is somebody’s');
  t.ok(Math.max(...counted) < 25, `no minute is everybody’s: ${Math.max(...counted)}`);
  t.same(ownMoment(opening, 'x', { ...office, spreadMinutes: 0 }, ['DK']), opening, 'not spread, it leaves at once');
});

t.test('late in the day it waits for its next minute, or for the next open day', async (t) => {
  const times = { ...office, spreadMinutes: 60 as const };
  const own = clockIn(ownMoment(local('2026-04-01', 8), 'a letter', times, ['DK']), zone).minute;
  const at = (hour: number, minutes: number) =>
    shown(ownMoment(local('2026-04-01', hour, minutes), 'a letter', times, ['DK']));
  const clock = (hour: number) => `${hour}:${String(own).padStart(2, '0')}`;
  t.match(at(14, own), `2026-04-01T${clock(14)}`, 'exactly then');
  t.match(at(14, own + 1), `2026-04-01T${clock(15)}`, 'a minute later: an hour on');
  t.match(at(15, own + 1), `2026-04-07T0${clock(8)}`, 'after the last one: the first open day after Easter');
});

const instants = fc.date({ min: new Date('2024-01-01'), max: new Date('2031-12-31'), noInvalidDate: true });
const someTimes = fc
  .record({
    timeZone: fc.constantFrom(
      'Europe/Copenhagen',
      'Europe/London',
      'America/New_York',
      'Pacific/Apia',
      'Asia/Kathmandu',
    ),
    from: fc.integer({ min: 0, max: 23 }),
    length: fc.integer({ min: 1, max: 24 }),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    spreadMinutes: fc.constantFrom<Spread>(...spreads),
  })
  .map(({ from, length, ...rest }) => ({ ...rest, hours: { from, to: Math.min(24, from + length) } }));
const countries = fc.subarray(['DK', 'SE', 'NO', 'FI', 'DE', 'NL', 'GB', 'ZZ']);

t.test(
  'the moment is never before it is asked, always in an open window, keeps its order, and stays when asked again',
  async (t) => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 0, max: 3 * 24 * 60 }),
        fc.uuid(),
        someTimes,
        countries,
        (asked, more, id, times, closing) => {
          const later = instantPlus(asked, more * minute);
          for (const moment of [
            (at: Instant) => nextDecentInstant(at, times, closing),
            (at: Instant) => ownMoment(at, id, times, closing),
          ]) {
            const first = moment(asked);
            const { hour } = clockIn(first, times.timeZone);
            if (first < asked) return false;
            if (closedOn(dayIn(first, times.timeZone), times, closing) !== null) return false;
            if (hour < times.hours.from || hour >= times.hours.to) return false;
            if (moment(first).getTime() !== first.getTime()) return false;
            if (moment(later) < first) return false;
          }
          return true;
        },
      ),
      { numRuns: 150 },
    );
    t.pass();
  },
);
