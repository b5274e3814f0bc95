import fc from 'fast-check';
import t from 'tap';
import { clockIn, dayIn, instantAt, weekdayOf } from '../../src/values/day.ts';
import { dayOfNumber } from '../../src/values/day-number.ts';

const zone = fc.constantFrom(
  'Europe/Copenhagen',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'UTC',
);
const runs = { numRuns: 400 };
const day = fc.integer({ min: -3_000, max: 40_000 }).map(dayOfNumber);
/** Any moment, and the moments around a change of the clocks. */
const moment = fc.oneof(
  fc.integer({ min: -2e11, max: 3e12 }),
  fc.tuple(fc.integer({ min: 0, max: 3e12 }), zone, fc.integer({ min: -2, max: 2 })).map(([ms, timeZone, beside]) => {
    const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
    return (there.getTimeZoneTransition('next')?.epochMilliseconds ?? ms) + beside;
  }),
);

t.test('the day and the clock of an instant are the ones the zone itself shows', async (t) => {
  fc.assert(
    fc.property(moment, zone, (ms, timeZone) => {
      const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
      const now = new Date(ms);
      return (
        dayIn(now, timeZone) === there.toPlainDate().toString() &&
        clockIn(now, timeZone).hour === there.hour &&
        clockIn(now, timeZone).minute === there.minute
      );
    }),
    runs,
  );
  t.pass();
});

t.test('the instant of a day and a clock is the zone’s, through gaps and hours that come twice', async (t) => {
  fc.assert(
    fc.property(day, fc.nat(23), fc.nat(59), zone, (day, hour, minute, timeZone) => {
      const there = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: { hour, minute } });
      return instantAt(day, hour, minute, timeZone).getTime() === there.epochMilliseconds;
    }),
    runs,
  );
  for (const [day, hour, minute, expected] of [
    ['2040-03-25', 1, 59, '2040-03-25T00:59:00.000Z'],
    ['2040-03-25', 2, 30, '2040-03-25T01:30:00.000Z'],
    ['2040-03-25', 3, 0, '2040-03-25T01:00:00.000Z'],
    ['2040-10-28', 2, 30, '2040-10-28T00:30:00.000Z'],
    ['2040-10-28', 3, 0, '2040-10-28T02:00:00.000Z'],
  ] as const)
    t.equal(instantAt(day, hour, minute, 'Europe/Copenhagen').toISOString(), expected, `${day} ${hour}:${minute}`);
});

t.test('a week has seven days, also before 1970', async (t) => {
  fc.assert(
    fc.property(day, (day) => weekdayOf(day) === Temporal.PlainDate.from(day).dayOfWeek),
    runs,
  );
  t.equal(weekdayOf('1970-01-01'), 4);
  t.equal(weekdayOf('1969-12-31'), 3);
});
