/** Each market's half-years, margins and charges, at the borders of every rule. */
import t from 'tap';
import type { ChargesAsked } from '../../src/law/charges.ts';
import { mayCarry } from '../../src/law/charges.ts';
import { interestSheet } from '../../src/law/interest.ts';
import { dayAfter } from '../../src/law/interest-spans.ts';
import { rateSeries, referenceRates, sourceText } from '../../src/law/reference-rates.ts';
import { referenceFromPublished } from '../../src/law/reference-rounding.ts';
import type { DebtorKind } from '../../src/law/rules.ts';
import { marginOf, rulesOf } from '../../src/law/rules.ts';
import { dayPlus } from '../../src/values/day.ts';

/** The total rates by half-year from 1 January 2013 on, as published or worked out by a published rule; null: not known. */
const halfYears: Readonly<
  Record<string, { readonly kind: DebtorKind; readonly dueDay: string; readonly late: string }>
> = {
  'SE business': {
    kind: 'business',
    dueDay: '2012-12-31',
    late: '9 9 9 9 8 8 8 7.5 7.5 7.5 7.5 7.5 7.5 8 8 8 8 8 8 8.5 10.5 11.5 12 12 11 10 10 10',
  },
  'NO business': {
    kind: 'business',
    dueDay: '2013-07-01',
    late: '9.5 9.5 9.5 9.25 9 8.75 8.5 8.5 8.5 8.5 8.5 8.75 9.25 9.5 8 8 8 8.5 9.25 10.75 11.75 12.5 12.5 12.5 12.25 12 -',
  },
  'FI business': {
    kind: 'business',
    dueDay: '2013-06-30',
    late: '8.5 8.5 8.5 8.5 8.5 8.5 8 8 8 8 8 8 8 8 8 8 8 8 8 10.5 12 12.5 12.5 11.5 10.5 10.5 10.5',
  },
  'FI consumer': {
    kind: 'consumer',
    dueDay: '2013-06-30',
    late: '7.5 7.5 7.5 7.5 7.5 7.5 7 7 7 7 7 7 7 7 7 7 7 7 7 9.5 11 11.5 11.5 10.5 9.5 9.5 9.5',
  },
  'DE business': {
    kind: 'business',
    dueDay: '2014-12-31',
    late: '8.17 8.17 8.17 8.12 8.12 8.12 8.12 8.12 8.12 8.12 8.12 8.12 8.12 8.12 8.12 8.12 10.62 12.12 12.62 12.37 11.27 10.27 10.27 10.52',
  },
  'DE consumer': {
    kind: 'consumer',
    dueDay: '2012-12-31',
    late: '4.87 4.62 4.37 4.27 4.17 4.17 4.17 4.12 4.12 4.12 4.12 4.12 4.12 4.12 4.12 4.12 4.12 4.12 4.12 4.12 6.62 8.12 8.62 8.37 7.27 6.27 6.27 6.52',
  },
  'NL business': {
    kind: 'business',
    dueDay: '2013-06-30',
    late: '8.5 8.25 8.15 8.05 8.05 8.05 8 8 8 8 8 8 8 8 8 8 8 8 8 10.5 12 12.5 12.25 11.15 10.15 10.15 10.4',
  },
  'NL consumer': { kind: 'consumer', dueDay: '2023-06-30', late: '6 7 7 6 6 4 -' },
};

t.test('every half-year bears its published rate', async (t) => {
  for (const [name, { kind, dueDay, late }] of Object.entries(halfYears)) {
    const sheet = sheetOf(name.slice(0, 2), kind, dueDay, '2026-12-31');
    const byHalfYear = new Map(
      sheet.segments.map((segment) => [
        `${segment.fromDay.slice(0, 4)} ${segment.fromDay.slice(5) < '07' ? 1 : 2}`,
        segment.ratePercent,
      ]),
    );
    const said = [...byHalfYear.values(), ...(sheet.knownTo === null ? [] : ['-'])];
    t.equal(said.join(' '), late, name);
  }
});

t.test('a British debt keeps the rate of the half-year in which its interest starts', async (t) => {
  const late =
    '8.5 8.5 8.5 8.5 8.5 8.5 8.5 8.5 8.25 8.25 8.5 8.5 8.75 8.75 8.75 8.1 8.1 8.1 8.25 9.25 11.5 13 13.25 13.25 12.75 12.25 11.75 11.75'.split(
      ' ',
    );
  for (const [place, rate] of late.entries()) {
    const start = `${2013 + Math.floor(place / 2)}-${place % 2 === 0 ? '01' : '07'}-01`;
    const sheet = sheetOf('GB', 'business', dayPlus(start, -1), dayPlus(start, 800));
    t.same(
      sheet.segments.map((segment) => segment.ratePercent),
      [rate],
      `interest from ${start}`,
    );
  }
  const borders = [
    ['2025-06-29', '12.75', 'starts on 30 June'],
    ['2025-06-30', '12.25', 'starts on 1 July'],
    ['2025-07-01', '12.25', 'starts on 2 July'],
  ] as const;
  for (const [dueDay, rate, name] of borders)
    t.equal(sheetOf('GB', 'business', dueDay, '2026-12-31').segments[0]?.ratePercent, rate, name);
  t.equal(
    sheetOf('GB', 'business', '2026-12-31', '2027-01-02').knownTo,
    '2026-12-31',
    'one that starts unknown stays so',
  );
  t.equal(sheetOf('GB', 'business', '2026-12-30', '2027-03-02').knownTo, null, 'one that starts known stays known');
});

t.test('the margin changes on its day: the day before, the day, the day after', async (t) => {
  const table = [
    ['DK', '2013-03-01', '7', '8'],
    ['NO', '2013-07-01', '7', '8'],
    ['FI', '2013-03-16', '7', '8'],
    ['NL', '2013-03-16', '7', '8'],
    ['DE', '2014-07-29', '8', '9'],
  ] as const;
  for (const [market, day, before, after] of table) {
    const margin = (dueDay: string) => marginOf(rulesOf(market)!, dueDay, 'business')?.percent;
    t.same(
      [margin(dayPlus(day, -1)), margin(day), margin(dayPlus(day, 1))],
      [before, after, after],
      `${market} ${day}`,
    );
  }
  t.equal(marginOf(rulesOf('DE')!, '2025-01-01', 'consumer')?.percent, '5');
  t.equal(marginOf(rulesOf('GB')!, '2025-01-01', 'consumer'), null);
  t.equal(marginOf(rulesOf('GB')!, '2002-08-06', 'business'), null, 'before the oldest order we know');
});

t.test('Dutch interest joins the base after each full year', async (t) => {
  const rates = [{ market: 'NL', fromDay: '2021-01-01', percent: '2', source: 'a test', confidence: 'low' }] as const;
  const many = ['2021-07-01', '2022-01-01', '2022-07-01', '2023-01-01', '2023-07-01'].map((fromDay) => ({
    ...rates[0],
    fromDay,
  }));
  const ask = (untilDay: string, more = {}) =>
    interestSheet({
      rules: rulesOf('NL')!,
      debtorKind: 'business',
      dueDay: '2020-12-31',
      principal: [{ fromDay: '2020-12-31', minor: 100_000n }],
      untilDay,
      rates: [...rates, ...many],
      dayCount: 'actual',
      ...more,
    });
  t.equal(ask('2021-12-31').totalMinor, 10_000n, 'the first year at ten per cent');
  t.equal(ask('2022-12-31').totalMinor, 21_000n, 'the second on 1,100');
  t.equal(ask('2023-12-31').totalMinor, 33_100n, 'the third on 1,210');
  const bases = ask('2022-01-01').segments.map((segment) => [segment.fromDay, segment.baseMinor, segment.joinedMinor]);
  t.same(bases, [
    ['2021-01-01', 100_000n, 0n],
    ['2021-07-01', 100_000n, 0n],
    ['2022-01-01', 110_000n, 10_000n],
  ]);
  const paid = { interestPaid: [{ day: '2021-12-31', minor: 10_000n }] };
  t.equal(ask('2022-12-31', paid).totalMinor, 20_000n, 'paid interest does not join');
  const settled = {
    principal: [
      { fromDay: '2020-12-31', minor: 100_000n },
      { fromDay: '2021-12-31', minor: 0n },
    ],
  };
  t.equal(ask('2023-12-31', settled).totalMinor, 10_000n, 'and bears none alone');
});

t.test('a published rate is rounded up to the half point in Sweden and Finland only', async (t) => {
  const table = [
    ['0', '0'],
    ['0.01', '0.5'],
    ['0.25', '0.5'],
    ['0.5', '0.5'],
    ['0.51', '1'],
    ['1.75', '2'],
    ['-0.01', '0'],
    ['-0.25', '0'],
    ['-0.50', '-0.5'],
    ['-0.51', '-0.5'],
    ['-0.75', '-0.5'],
    ['-1', '-1'],
  ] as const;
  for (const [published, reference] of table)
    for (const market of ['SE', 'FI'])
      t.equal(referenceFromPublished(rulesOf(market)!, published), reference, `${market} ${published}`);
  for (const market of ['DK', 'NO', 'DE', 'NL', 'GB'])
    t.equal(referenceFromPublished(rulesOf(market)!, '0.15'), '0.15', market);
  for (const row of referenceRates.filter(({ market }) => market === 'SE' || market === 'FI'))
    t.match(row.percent, /\.[05]0$/, `${row.market} ${row.fromDay} is stored rounded`);
});

t.test('the shipped rates are one row a half-year, none of them a guess', async (t) => {
  for (const series of rateSeries) {
    const days = referenceRates.filter(({ market }) => market === series).map(({ fromDay }) => fromDay);
    for (const [place, day] of days.entries()) {
      const next = days[place + 1];
      t.match(day, /-0[17]-01$/);
      if (next)
        t.equal(next, day.endsWith('01-01') ? `${day.slice(0, 4)}-07-01` : `${Number(day.slice(0, 4)) + 1}-01-01`);
    }
    t.equal(days[0], series === 'NL-consumer' ? '2023-07-01' : '2013-01-01', series);
    t.equal(days.at(-1), ['DK', 'NO', 'NL-consumer'].includes(series) ? '2026-01-01' : '2026-07-01', series);
  }
});

t.test('what a letter may carry in each market', async (t) => {
  const home = { SE: 'SEK', NO: 'NOK', FI: 'EUR', DE: 'EUR', NL: 'EUR', GB: 'GBP', FR: 'EUR' } as const;
  const said = (market: keyof typeof home, change: Partial<ChargesAsked> = {}) => {
    const { fee, interest, compensation, notice } = mayCarry({
      market,
      marketConfirmed: true,
      debtorKind: 'business',
      currency: home[market],
      pastDue: true,
      ...change,
    });
    return [fee, interest, compensation, notice].map((each) => (each.allowed ? 'yes' : each.reason)).join(' ');
  };
  const table: [string, keyof typeof home, Partial<ChargesAsked>, string][] = [
    ['no fee that was not agreed', 'SE', {}, 'fee-not-agreed yes yes yes'],
    ['an agreed fee', 'SE', { feeAgreed: true }, 'yes yes yes yes'],
    ['in euro', 'SE', { feeAgreed: true, currency: 'EUR' }, 'currency-differs yes currency-differs yes'],
    [
      'in euro, the sums set',
      'SE',
      { feeAgreed: true, currency: 'EUR', feeSetInCurrency: true, compensationSetInCurrency: true },
      'yes yes yes yes',
    ],
    [
      'in euro, one of them set',
      'SE',
      { feeAgreed: true, currency: 'EUR', compensationSetInCurrency: true },
      'currency-differs yes yes yes',
    ],
    ['day 13', 'NO', { daysLate: 13 }, 'fee-too-early yes yes yes'],
    ['day 14', 'NO', { daysLate: 14 }, 'yes yes yes yes'],
    ['day 15', 'NO', { daysLate: 15 }, 'yes yes yes yes'],
    ['a day nobody told', 'NO', {}, 'fee-too-early yes yes yes'],
    ['a fee from the first day', 'FI', { daysLate: 1 }, 'yes yes yes yes'],
    ['no fee by statute', 'DE', { feeAgreed: true }, 'not-in-this-law yes yes yes'],
    ['nor here', 'NL', { feeAgreed: true }, 'not-in-this-law yes yes yes'],
    ['nor here', 'GB', { feeAgreed: true }, 'not-in-this-law yes yes yes'],
    ['a sole trader is a business', 'GB', { debtorKind: 'sole-trader' }, 'not-in-this-law yes yes yes'],
    ['a consumer', 'FI', { debtorKind: 'consumer', daysLate: 30 }, 'consumer consumer consumer consumer'],
    [
      'the floor',
      'FR',
      { daysLate: 30, feeAgreed: true },
      'market-floor-only market-floor-only market-floor-only market-floor-only',
    ],
  ];
  for (const [name, market, change, expected] of table) t.equal(said(market, change), expected, `${market}: ${name}`);
});

t.test('compensation by market, day and size', async (t) => {
  const sum = (market: string, principalMinor: bigint, dueDay = '2025-03-03') =>
    rulesOf(market)?.compensation?.amountMinor(principalMinor, dueDay);
  const table = [
    ['DK', 100n, '2013-02-28', null],
    ['DK', 100n, '2013-03-01', 31_000n],
    ['SE', 100n, '2013-03-15', null],
    ['SE', 100n, '2013-03-16', 45_000n],
    ['NO', 100n, '2016-06-30', null],
    ['NO', 100n, '2016-07-01', 37_000n],
    ['NO', 100n, '2019-06-30', 37_000n],
    ['NO', 100n, '2019-07-01', 39_000n],
    ['NO', 100n, '2020-07-01', 43_000n],
    ['NO', 100n, '2022-12-31', 40_000n],
    ['NO', 100n, '2023-01-01', 41_000n],
    ['NO', 100n, '2024-01-01', 47_000n],
    ['NO', 100n, '2025-12-31', 47_000n],
    ['NO', 100n, '2026-01-01', null],
    ['FI', 100n, '2025-03-03', 4000n],
    ['DE', 100n, '2014-07-28', null],
    ['DE', 100n, '2014-07-29', 4000n],
    ['NL', 100n, '2025-03-03', 4000n],
    ['GB', 99_999n, '2025-03-03', 4000n],
    ['GB', 100_000n, '2025-03-03', 7000n],
    ['GB', 999_999n, '2025-03-03', 7000n],
    ['GB', 1_000_000n, '2025-03-03', 10_000n],
  ] as const;
  for (const [market, principal, dueDay, minor] of table)
    t.equal(sum(market, principal, dueDay), minor, `${market} ${dueDay} ${principal}`);
  t.same(
    ['DK', 'SE', 'NO', 'FI', 'GB'].map((market) => rulesOf(market)?.compensation?.againstFees),
    ['on-top', 'replaces', 'net', 'net', 'on-top'],
  );
});

function sheetOf(market: string, debtorKind: DebtorKind, dueDay: string, untilDay: string) {
  return interestSheet({
    rules: rulesOf(market)!,
    debtorKind,
    dueDay,
    startDay: dayAfter(dueDay),
    principal: [{ fromDay: dueDay, minor: 1_000_000n }],
    untilDay,
    rates: referenceRates,
    dayCount: 'actual',
  });
}

t.test('a person reads where a rate was read, not a machine’s whole address', async (t) => {
  const table: [source: string, text: string][] = [
    ['https://api.statbank.dk/v1/data/DNRENTD/CSV?Tid=2026M07D01', 'api.statbank.dk'],
    ['http://127.0.0.1:4000/x?y=1 (sandbox, not law)', '127.0.0.1 (sandbox, not law)'],
    ['forbrug.dk, late interest by half-year', 'forbrug.dk, late interest by half-year'],
  ];
  for (const [source, text] of table) t.equal(sourceText(source), text);
});
