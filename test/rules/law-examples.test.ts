/** Figures that others have published, each met to its publisher's own rounding and day count. */
import t from 'tap';
import { firstInterestDayWithoutDueDay, interestSheet } from '../../src/law/interest.ts';
import { dayAfter } from '../../src/law/interest-spans.ts';
import { referenceRates } from '../../src/law/reference-rates.ts';
import type { DayCount, DebtorKind } from '../../src/law/rules.ts';
import { rulesOf } from '../../src/law/rules.ts';
import { dayPlus } from '../../src/values/day.ts';

/** How the publisher came from days to a sum. */
type Rounding =
  /** Once, at the end, to the minor unit. */
  | 'once'
  /** One day's interest is rounded to the penny and taken as many times as there are days. */
  | 'each-day'
  /** A penny short of the exact sum; how is not said. */
  | 'penny-short'
  /** To whole kronor. */
  | 'whole';

type Example = {
  readonly source: string;
  readonly market: string;
  readonly principal: bigint;
  readonly days: number;
  /** The whole rate in per cent, margin and all; null: the rates of the project's own file. */
  readonly percent: string | null;
  readonly minor: bigint;
  readonly rounding: Rounding;
  readonly dueDay?: string;
  readonly kind?: DebtorKind;
  readonly dayCount?: DayCount;
};

const examples: readonly Example[] = [
  {
    source: 'GOV.UK, late commercial payments: charging interest (a day is rounded to 23p)',
    market: 'GB',
    principal: 100_000n,
    days: 50,
    percent: '8.5',
    minor: 1150n,
    rounding: 'each-day',
  },
  {
    source: 'GOV.UK, its figures without rounding each day',
    market: 'GB',
    principal: 100_000n,
    days: 50,
    percent: '8.5',
    minor: 1164n,
    rounding: 'once',
  },
  {
    source: 'Daniels Silverman',
    market: 'GB',
    principal: 100_000n,
    days: 30,
    percent: '12',
    minor: 986n,
    rounding: 'once',
  },
  {
    source: 'Toolfy',
    market: 'GB',
    principal: 200_000n,
    days: 45,
    percent: '13.25',
    minor: 3266n,
    rounding: 'penny-short',
  },
  {
    source: 'gera',
    market: 'GB',
    principal: 1_200_000n,
    days: 90,
    percent: '13',
    minor: 38_430n,
    rounding: 'each-day',
  },
  { source: 'invoify', market: 'GB', principal: 100_000n, days: 30, percent: '12.5', minor: 1027n, rounding: 'once' },
  { source: 'invoify', market: 'GB', principal: 100_000n, days: 90, percent: '12.5', minor: 3082n, rounding: 'once' },
  {
    source: "Lawline, by Kronofogden's calculator: 1 January to 20 April 2021, both days counted",
    market: 'SE',
    principal: 678_000n,
    days: 110,
    percent: null,
    dueDay: '2020-12-31',
    minor: 16_300n,
    rounding: 'whole',
  },
  {
    source: "Kronofogden's calculator over seven half-years, one of them below zero",
    market: 'SE',
    principal: 65_000n,
    days: 1175,
    percent: null,
    dueDay: '2013-07-12',
    minor: 17_600n,
    rounding: 'whole',
  },
  { source: 'wn.se', market: 'SE', principal: 370_000n, days: 14, percent: '12', minor: 1703n, rounding: 'once' },
  {
    source: 'anleiter.de, a rate against consumers',
    market: 'DE',
    principal: 100_000n,
    days: 25,
    percent: '5.12',
    kind: 'consumer',
    minor: 351n,
    rounding: 'once',
  },
  {
    source: 'multibanner.dk',
    market: 'DK',
    principal: 1_000_000n,
    days: 30,
    percent: '8',
    minor: 6575n,
    rounding: 'once',
  },
  {
    source: 'erpnext-dunning-02',
    market: 'DK',
    principal: 10_000n,
    days: 15,
    percent: '10',
    minor: 41n,
    rounding: 'once',
  },
  ...(
    [
      [100_000n, 78, 3847n],
      [50_000n, 48, 1184n],
      [75_000n, 43, 1590n],
    ] as const
  ).map(
    ([principal, days, minor]): Example => ({
      source: 'paidnice-01: 66.21 together by days of a year of 365; its page prints 67.43',
      market: 'DK',
      principal,
      days,
      percent: '18',
      minor,
      rounding: 'once',
    }),
  ),
  {
    source: 'mybanker.dk, 31 days of a leap year',
    market: 'DK',
    principal: 56_625_224n,
    days: 31,
    percent: '7',
    dueDay: '2024-01-02',
    minor: 335_729n,
    rounding: 'once',
  },
];

t.test('published sums of interest are met', async (t) => {
  for (const example of examples) t.equal(sumOf(example), example.minor, example.source);
});

function sumOf(example: Example): bigint {
  const { rounding, days } = example;
  if (rounding === 'each-day') return sheetOf(example, 1).totalMinor * BigInt(days);
  const { totalMinor } = sheetOf(example, days);
  if (rounding === 'penny-short') return totalMinor - 1n;
  return rounding === 'whole' ? ((totalMinor + 50n) / 100n) * 100n : totalMinor;
}

function sheetOf(example: Example, days: number) {
  const rules = rulesOf(example.market)!;
  const dueDay = example.dueDay ?? '2025-03-03';
  const sheet = interestSheet({
    rules,
    debtorKind: example.kind ?? 'business',
    dueDay,
    startDay: dayAfter(dueDay),
    principal: [{ fromDay: dueDay, minor: example.principal }],
    untilDay: dayPlus(dueDay, days),
    rates: referenceRates,
    dayCount: example.dayCount ?? 'actual',
    contractRate: example.percent === null ? null : { percent: example.percent, note: example.source },
  });
  if (sheet.knownTo !== null) throw new Error(`${example.source}: a rate is missing`);
  return sheet;
}

t.test('due on 1 July and paid on 5 July are four days, as wirtschaftswissen.de counts them', async (t) => {
  const example = { ...examples[0]!, market: 'DE', dueDay: '2021-07-01', percent: null };
  t.equal(
    sheetOf(example, 4).segments.reduce((days, segment) => days + segment.days, 0),
    4,
  );
  t.equal(sheetOf(example, 4).segments.at(-1)?.toDay, '2021-07-05');
});

t.test(
  'an invoice of 1 November without a due day bears interest from 1 December, as tilgodehavende.dk has it',
  async (t) => {
    t.equal(firstInterestDayWithoutDueDay(rulesOf('DK')!, '2022-11-01'), '2022-12-01');
  },
);

t.test('where no due day was agreed', async (t) => {
  const table = [
    ['DK, the last free day is a Wednesday', 'DK', '2025-04-01', '2025-05-01'],
    ['DK, it is a Saturday and moves to Monday', 'DK', '2025-04-04', '2025-05-06'],
    ['SE, the thirtieth day is still free', 'SE', '2025-04-07', '2025-05-08'],
    ['GB, no day moves', 'GB', '2025-04-04', '2025-05-05'],
    ['NL, no day moves', 'NL', '2025-02-01', '2025-03-04'],
  ] as const;
  for (const [name, market, invoiceDay, first] of table)
    t.equal(firstInterestDayWithoutDueDay(rulesOf(market)!, invoiceDay), first, name);
});
