import t from 'tap';
import { halfYearStart } from '../../src/law/day-count.ts';
import type { InterestQuestion } from '../../src/law/interest.ts';
import { firstInterestDay, interestSheet } from '../../src/law/interest.ts';
import type { PrincipalStep } from '../../src/law/interest-spans.ts';
import { percentLexeme, percentMillionths } from '../../src/law/percent.ts';
import type { RateRow } from '../../src/law/reference-rates.ts';
import { referenceRates as everyRate } from '../../src/law/reference-rates.ts';
import { rulesOf } from '../../src/law/rules.ts';
import { dayPlus, daysBetween } from '../../src/values/day.ts';

const rules = rulesOf('DK')!;
const referenceRates = everyRate.filter((row) => row.market === 'DK');
const owedFrom = (minor: bigint, fromDay = '2010-01-01'): PrincipalStep[] => [{ fromDay, minor }];
const flat = (percent: string): RateRow[] =>
  referenceRates.map((row) => ({ ...row, percent, source: 'a test', confidence: 'low' }));

function sheetOf(question: Partial<InterestQuestion>) {
  return interestSheet({
    rules,
    debtorKind: 'business',
    dueDay: '2025-03-03',
    principal: owedFrom(1_000_000n),
    untilDay: '2025-04-02',
    rates: referenceRates,
    dayCount: 'actual',
    ...question,
  });
}

t.test('published figures are met to the øre', async (t) => {
  const table = [
    ['multibanner.dk: 10,000 kr, 8 %, 30 days', '0', '2025-03-03', '2025-04-02', 1_000_000n, 6575n, 'actual'],
    [
      'mybanker.dk: 566,252.24 kr, 7 %, 31 days of a leap year',
      '-1',
      '2024-01-02',
      '2024-02-02',
      56_625_224n,
      335_729n,
      'actual',
    ],
    ['30/360: 10,000 kr, 8 %, one quarter', '0', '2025-03-31', '2025-06-30', 1_000_000n, 20_000n, '30/360'],
  ] as const;
  for (const [name, reference, dueDay, untilDay, minor, expected, dayCount] of table) {
    const sheet = sheetOf({ rates: flat(reference), dueDay, untilDay, principal: owedFrom(minor), dayCount });
    t.equal(sheet.totalMinor, expected, name);
    t.equal(sheet.knownTo, null, `${name}: complete`);
  }
});

t.test('the due day bears no interest and the day of payment does', async (t) => {
  for (const [untilDay, days] of [
    ['2025-03-02', 0],
    ['2025-03-03', 0],
    ['2025-03-04', 1],
    ['2025-03-05', 2],
  ] as const) {
    const { segments } = sheetOf({ untilDay });
    t.equal(
      segments.reduce((sum, segment) => sum + segment.days, 0),
      days,
      `paid ${untilDay}`,
    );
  }
});

t.test('a due day on a closed day moves to the next banking day', async (t) => {
  const table = [
    ['a Friday', '2025-03-07', '2025-03-08'],
    ['a Saturday', '2025-03-08', '2025-03-11'],
    ['a Sunday', '2025-03-09', '2025-03-11'],
    ['Maundy Thursday, with Easter after it', '2025-04-17', '2025-04-23'],
    ['Christmas Eve', '2025-12-24', '2025-12-30'],
    ["New Year's Eve", '2025-12-31', '2026-01-03'],
  ] as const;
  for (const [name, dueDay, first] of table) t.equal(firstInterestDay(rules, dueDay), first, name);
  t.equal(sheetOf({ startDay: '2025-03-09', dueDay: '2025-03-08' }).firstDay, '2025-03-09', 'unless a start is given');
});

t.test('the margin follows the due day, for the life of the claim', async (t) => {
  const rateOn = (dueDay: string) => sheetOf({ dueDay, untilDay: '2014-01-31' }).segments.at(-1)?.ratePercent;
  t.equal(rateOn('2013-02-27'), '7.2');
  t.equal(rateOn('2013-02-28'), '7.2', 'the last day of the old margin');
  t.equal(rateOn('2013-03-01'), '8.2', 'the first day of the new one');
  t.equal(rateOn('2013-03-02'), '8.2');
  t.same(
    sheetOf({ dueDay: '2002-07-31', untilDay: '2014-01-31', startDay: '2013-06-01' }).knownTo,
    '2013-05-31',
    'before the oldest rule: unknown',
  );
});

t.test('each half-year bears its own rate, negative references in full', async (t) => {
  const { segments } = sheetOf({ dueDay: '2021-06-30', untilDay: '2023-07-01' });
  t.same(
    segments.map((segment) => [segment.fromDay, segment.toDay, segment.days, segment.ratePercent]),
    [
      ['2021-07-01', '2021-12-31', 184, '7.65'],
      ['2022-01-01', '2022-06-30', 181, '7.55'],
      ['2022-07-01', '2022-12-31', 184, '7.55'],
      ['2023-01-01', '2023-06-30', 181, '9.9'],
      ['2023-07-01', '2023-07-01', 1, '11.25'],
    ],
  );
  t.equal(segments[0]?.referencePercent, '-0.35');
  t.equal(segments[0]?.paragraph, 'renteloven § 5');
});

t.test('every published Danish half-year gives its published late rate', async (t) => {
  const published: [string, string][] = [
    ['2013-07-01', '8.2'],
    ['2014-01-01', '8.2'],
    ['2014-07-01', '8.2'],
    ['2015-01-01', '8.2'],
    ['2015-07-01', '8.05'],
    ['2016-01-01', '8.05'],
    ['2016-07-01', '8.05'],
    ['2017-01-01', '8.05'],
    ['2017-07-01', '8.05'],
    ['2018-01-01', '8.05'],
    ['2018-07-01', '8.05'],
    ['2019-01-01', '8.05'],
    ['2019-07-01', '8.05'],
    ['2020-01-01', '8.05'],
    ['2020-07-01', '8.05'],
    ['2021-01-01', '8.05'],
    ['2021-07-01', '7.65'],
    ['2022-01-01', '7.55'],
    ['2022-07-01', '7.55'],
    ['2023-01-01', '9.9'],
    ['2023-07-01', '11.25'],
    ['2024-01-01', '11.75'],
    ['2024-07-01', '11.5'],
    ['2025-01-01', '10.75'],
    ['2025-07-01', '9.75'],
    ['2026-01-01', '9.75'],
  ];
  const { segments } = sheetOf({ dueDay: '2013-06-28', startDay: '2013-07-01', untilDay: '2026-06-30' });
  t.same(
    segments.map((segment) => [segment.fromDay, segment.ratePercent]),
    published,
  );
});

t.test('a half-year whose rate is not known ends the sheet and is never guessed', async (t) => {
  const known = sheetOf({ dueDay: '2026-06-01', untilDay: '2026-06-30' });
  const over = sheetOf({ dueDay: '2026-06-01', untilDay: '2026-07-01' });
  t.equal(known.knownTo, null, 'the last known day is complete');
  t.equal(over.knownTo, '2026-06-30', 'the day after is not');
  t.equal(over.totalMinor, known.totalMinor);
  const paid = [
    { fromDay: '2026-01-01', minor: 100n },
    { fromDay: '2026-06-30', minor: 0n },
  ];
  t.equal(
    sheetOf({ dueDay: '2026-06-01', untilDay: '2026-09-01', principal: paid }).knownTo,
    null,
    'nothing owed needs no rate',
  );
  t.equal(
    sheetOf({ dueDay: '2026-07-01', untilDay: '2026-09-01' }).knownTo,
    '2026-07-01',
    'known to the day before the first',
  );
});

t.test('leap years count over 366 days and others over 365', async (t) => {
  const year = (dueDay: string, untilDay: string) =>
    sheetOf({ rates: flat('0'), dueDay, startDay: dayPlus(dueDay, 1), untilDay });
  t.equal(year('2023-12-31', '2024-12-31').totalMinor, 80_000n, '366 days of 366');
  t.equal(year('2022-12-31', '2023-12-31').totalMinor, 80_000n, '365 days of 365');
  t.equal(year('2024-02-28', '2024-02-29').totalMinor, 219n, '29 February is a day');
});

t.test('a part payment lowers the base from the day after it (erpnext-dunning-10)', async (t) => {
  const principal = [
    { fromDay: '2025-02-01', minor: 1_000_000n },
    { fromDay: '2025-03-10', minor: 400_000n },
  ];
  const { segments } = sheetOf({ principal, untilDay: '2025-03-12' });
  t.same(
    segments.map((segment) => [segment.fromDay, segment.toDay, segment.baseMinor]),
    [
      ['2025-03-04', '2025-03-10', 1_000_000n],
      ['2025-03-11', '2025-03-12', 400_000n],
    ],
  );
  for (const [payday, dueDay] of [
    ['2025-03-04', '2025-03-03'],
    ['2025-07-01', '2025-06-30'],
    ['2026-01-01', '2025-12-15'],
  ] as const) {
    const paidThen = [
      { fromDay: '2025-02-01', minor: 1_000_000n },
      { fromDay: payday, minor: 0n },
    ];
    const last = sheetOf({ dueDay, principal: paidThen, untilDay: '2026-02-01' }).segments.at(-1);
    t.same([last?.toDay, last?.baseMinor], [payday, 1_000_000n], `paid ${payday}, that day still bears interest`);
  }
  const backwards = sheetOf({ principal: principal.toReversed(), untilDay: '2025-03-12' });
  t.same(backwards.segments, segments, 'whatever order the steps come in');
});

t.test('nothing, one øre and a debt below nothing', async (t) => {
  t.equal(sheetOf({ principal: [] }).totalMinor, 0n);
  t.equal(sheetOf({ principal: owedFrom(0n) }).totalMinor, 0n);
  t.equal(sheetOf({ principal: owedFrom(-100n) }).totalMinor, 0n);
  t.equal(sheetOf({ principal: owedFrom(1n), untilDay: '2026-03-03' }).totalMinor, 0n);
  t.equal(sheetOf({ principal: owedFrom(5n), untilDay: '2026-03-03' }).totalMinor, 1n, 'half an øre is rounded up');
});

t.test('months of thirty days', async (t) => {
  const days = (dueDay: string, untilDay: string) =>
    sheetOf({ dueDay, startDay: dayPlus(dueDay, 1), untilDay, dayCount: '30/360' }).segments.reduce(
      (sum, each) => sum + each.days,
      0,
    );
  t.equal(days('2025-01-30', '2025-01-31'), 0, 'a 31st is the 30th');
  t.equal(days('2025-01-31', '2025-02-28'), 28);
  t.equal(days('2025-02-28', '2025-03-01'), 3);
  t.equal(days('2025-01-01', '2026-01-01'), 360);
});

t.test('the last day, one øre and an empty sheet are not lost at the edges', async (t) => {
  const risen = [
    { fromDay: '2025-02-01', minor: 0n },
    { fromDay: '2025-04-01', minor: 1n },
  ];
  const { segments } = sheetOf({ principal: risen, untilDay: '2025-04-02' });
  t.same(
    segments.map((segment) => [segment.fromDay, segment.toDay, segment.baseMinor]),
    [['2025-04-02', '2025-04-02', 1n]],
    'a claim of one øre on the last day bears interest that day',
  );
  const the31st = { dueDay: '2025-01-30', startDay: '2025-01-31', untilDay: '2025-01-31', dayCount: '30/360' } as const;
  t.same(sheetOf(the31st).segments, [], 'a day that counts for nothing makes no line');
});

t.test('percentages are read and written exactly', async (t) => {
  for (const [lexeme, millionths] of [
    ['9.75', 9_750_000n],
    ['-0.35', -350_000n],
    ['8', 8_000_000n],
    ['0.05', 50_000n],
    ['0', 0n],
    ['-0.000001', -1n],
  ] as const) {
    t.equal(percentMillionths(lexeme), millionths);
    t.equal(percentLexeme(millionths), lexeme);
  }
  for (const bad of ['', '1,75', '1.', '.5', '1.1234567', 'NaN', '1e3'])
    t.throws(() => percentMillionths(bad), RangeError, `"${bad}"`);
});

t.test('the shipped rates are one row for each half-year from 2013 to the first of 2026', async (t) => {
  t.equal(referenceRates.length, 27);
  for (const [index, row] of referenceRates.entries()) {
    t.equal(row.fromDay, halfYearStart(row.fromDay));
    const next = referenceRates[index + 1];
    if (next)
      t.ok(daysBetween(row.fromDay, next.fromDay) >= 181 && daysBetween(row.fromDay, next.fromDay) <= 184, row.fromDay);
  }
  t.equal(referenceRates.at(-1)?.fromDay, '2026-01-01');
});
