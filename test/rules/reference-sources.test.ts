/** What a bank's figure comes to as a market's reference, checked against the project's own file of rates. */
import t from 'tap';
import { lookIsDue } from '../../src/clock/rates-due.ts';
import { daysNeeded, proposedReference, roundedUpToHalf } from '../../src/law/proposed-reference.ts';
import { type RateSeries, rateSeries, referenceRates } from '../../src/law/reference-rates.ts';
import {
  fixingDay,
  halfYearAfter,
  halfYearBefore,
  halfYearsFixedBy,
  halfYearsUntil,
  referenceSourceOf,
  referenceSources,
} from '../../src/law/reference-sources.ts';
import { rulesOf } from '../../src/law/rules.ts';
import { ownRates } from '../../src/sandbox/bank-rates.ts';

const percentOf = (series: RateSeries, fromDay: string) =>
  referenceRates.find((row) => row.market === series && row.fromDay === fromDay)?.percent ?? null;

t.test('every series of the law room has one source, rounded as its market rounds, and an official page', async (t) => {
  t.same(referenceSources.map(({ series }) => series).sort(), [...rateSeries].sort());
  for (const source of referenceSources) {
    t.match(source.officialPage, /^https:\/\//, source.series);
    const rules = rulesOf(source.series);
    if (rules) t.equal(source.roundedUpTo, rules.interest.reference.roundedUpTo, source.series);
  }
});

t.test('rounding up goes up, also below zero, and leaves a half point alone', async (t) => {
  const table = [
    ['1.75', '2'],
    ['2', '2'],
    ['2.01', '2.5'],
    ['2.50', '2.5'],
    ['0.05', '0.5'],
    ['0', '0'],
    ['-0.05', '0'],
    ['-0.25', '0'],
    ['-0.50', '-0.5'],
    ['-0.75', '-0.5'],
    ['-0.500001', '-0.5'],
  ] as const;
  for (const [given, want] of table) t.equal(roundedUpToHalf(given), want, given);
});

t.test('Great Britain and Germany look at the day before the half-year, the others at its first day', async (t) => {
  t.equal(fixingDay(referenceSourceOf('GB'), '2026-07-01'), '2026-06-30');
  t.equal(fixingDay(referenceSourceOf('GB'), '2026-01-01'), '2025-12-31');
  t.equal(fixingDay(referenceSourceOf('DK'), '2026-07-01'), '2026-07-01');
  t.same(daysNeeded(referenceSourceOf('DE'), '2026-07-01'), ['2025-12-31', '2026-06-30']);
  t.equal(halfYearAfter('2026-07-01'), '2027-01-01');
  t.equal(halfYearBefore('2026-01-01'), '2025-07-01');
  t.same(halfYearsUntil('2014-01-01'), ['2013-01-01', '2013-07-01', '2014-01-01']);
  t.equal(halfYearsFixedBy(referenceSourceOf('GB'), '2026-06-30').at(-1), '2026-07-01', 'a day ahead of it');
  t.equal(halfYearsFixedBy(referenceSourceOf('GB'), '2026-06-29').at(-1), '2026-01-01');
  t.equal(halfYearsFixedBy(referenceSourceOf('DK'), '2026-06-30').at(-1), '2026-01-01');
});

t.test(
  'the figures of the ECB, Bank Rate and the others come to what the project’s file says, half-year by half-year',
  async (t) => {
    let compared = 0;
    for (const source of referenceSources) {
      if (source.bank === null) continue;
      const steps = ownRates[source.bank];
      const rateOn = (day: string) => {
        const percent = steps.findLast(([from]) => from <= day)?.[1];
        return percent === undefined ? undefined : { percent, source: 'a test' };
      };
      for (const { market, fromDay, percent } of referenceRates) {
        if (market !== source.series) continue;
        const before = percentOf(market, halfYearBefore(fromDay));
        if (source.follows === 'moves-along' && before === null) continue;
        const proposed = proposedReference(source, fromDay, rateOn, before);
        t.equal(Number(proposed?.percent), Number(percent), `${market} ${fromDay}: ${proposed?.reasoning}`);
        compared += 1;
      }
    }
    t.ok(compared > 200, `${compared} half-years`);
  },
);

t.test(
  'a figure that is missing makes no proposal: no rate on the day, no half-year before to move from',
  async (t) => {
    const rate = { percent: '2.40', source: 'x' };
    t.equal(
      proposedReference(referenceSourceOf('NL'), '2026-07-01', () => undefined, '2.15'),
      null,
    );
    t.equal(
      proposedReference(referenceSourceOf('DE'), '2026-07-01', () => rate, null),
      null,
    );
    t.equal(
      proposedReference(
        referenceSourceOf('DE'),
        '2026-07-01',
        (day) => (day === '2026-06-30' ? rate : undefined),
        '1.27',
      ),
      null,
    );
  },
);

t.test('the reasoning says what was in force, what was rounded and what moved', async (t) => {
  const on = (rates: Record<string, string>) => (day: string) =>
    rates[day] === undefined ? undefined : { percent: rates[day], source: 'x' };
  t.equal(
    proposedReference(referenceSourceOf('FI'), '2026-07-01', on({ '2026-07-01': '2.40' }), null)?.reasoning,
    '2.40 per cent was in force on 1 July 2026, rounded up to the half point: 2.5 (korkolaki 12 §).',
  );
  const german = proposedReference(
    referenceSourceOf('DE'),
    '2026-07-01',
    on({ '2025-12-31': '2.15', '2026-06-30': '2.40' }),
    '1.27',
  );
  t.equal(german?.percent, '1.52');
  t.match(german?.reasoning, /the base rate moves by 0\.25 from 1\.27 to 1\.52 \(BGB § 247\)/);
});

t.test(
  'a bank is asked weekly, daily after a failure and around the turns, and at once when a half-year’s day has come',
  async (t) => {
    const danish = [referenceSourceOf('DK')];
    const british = [referenceSourceOf('GB')];
    const done = (day: string) => ({ day, outcome: 'done' as const });
    const table = [
      ['never asked', null, '2026-04-01', danish, true],
      ['the same day', done('2026-04-01'), '2026-04-01', danish, false],
      ['six days later', done('2026-04-01'), '2026-04-07', danish, false],
      ['seven days later', done('2026-04-01'), '2026-04-08', danish, true],
      ['the day after a failure', { day: '2026-04-01', outcome: 'unknown' as const }, '2026-04-02', danish, true],
      ['the day after a refusal', { day: '2026-04-01', outcome: 'refused' as const }, '2026-04-02', danish, true],
      ['the day of a failure', { day: '2026-04-01', outcome: 'unknown' as const }, '2026-04-01', danish, false],
      ['a look that was cut off', { day: '2026-04-01', outcome: 'asking' as const }, '2026-04-02', danish, true],
      ['two weeks before July', done('2026-06-16'), '2026-06-17', danish, true],
      ['a day earlier', done('2026-06-15'), '2026-06-16', danish, false],
      ['two weeks into July', done('2026-07-14'), '2026-07-15', danish, true],
      ['a day later', done('2026-07-15'), '2026-07-16', danish, false],
      ['New Year seen from December', done('2026-12-17'), '2026-12-18', danish, true],
      ['30 June, for Bank Rate', done('2026-06-29'), '2026-06-30', british, true],
    ] as const;
    for (const [name, last, today, sources, want] of table) t.equal(lookIsDue(last, today, sources), want, name);
  },
);
