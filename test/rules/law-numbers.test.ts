/** The numbers of each market's fee, the start of interest and the ways of counting, as facts to be looked at. */
import t from 'tap';
import { firstInterestDay, interestSheet } from '../../src/law/interest.ts';
import { referenceRates } from '../../src/law/reference-rates.ts';
import { ruledMarkets, rulesOf } from '../../src/law/rules.ts';

t.test('reminder fees: amount, number, days between, first day, agreed or not', async (t) => {
  const table = {
    DK: [10_000n, 3, 10, 0, false],
    SE: [6000n, 1, 8, 0, true],
    NO: [3500n, 2, 14, 14, false],
    FI: [1200n, 2, 10, 0, false],
    DE: null,
    NL: null,
    GB: null,
    EU: null,
  } as const;
  for (const market of ruledMarkets) {
    const law = rulesOf(market)?.reminderFee;
    const numbers = law ? [law.capMinor, law.maxPerClaim, law.daysApart, law.firstDay, law.onlyIfAgreed] : null;
    t.same(numbers, table[market], market);
  }
});

t.test('a due day on a Saturday moves interest where the law has it', async (t) => {
  const moves = { DK: true, SE: true, NO: true, FI: true, DE: true, NL: false, GB: false } as const;
  for (const [market, moved] of Object.entries(moves)) {
    t.equal(firstInterestDay(rulesOf(market)!, '2025-03-07'), '2025-03-08', `${market}: due on a Friday`);
    t.equal(
      firstInterestDay(rulesOf(market)!, '2025-03-08'),
      moved ? '2025-03-11' : '2025-03-09',
      `${market}: on a Saturday`,
    );
    t.equal(firstInterestDay(rulesOf(market)!, '2025-03-10'), '2025-03-11', `${market}: on a Monday`);
  }
});

t.test('how days and years are counted, and whether the rate floats and interest joins', async (t) => {
  const table = {
    DK: ['actual 30/360', 366, true, 'never'],
    SE: ['actual 30/360', 365, true, 'never'],
    NO: ['actual', 366, true, 'never'],
    FI: ['actual', 365, true, 'never'],
    DE: ['actual 30/360', 366, true, 'never'],
    NL: ['actual', 365, true, 'yearly'],
    GB: ['actual', 365, false, 'never'],
    EU: ['actual', 366, true, 'never'],
  } as const;
  for (const market of ruledMarkets) {
    const { dayCounts, leapYearDays, floats, compounds } = rulesOf(market)!.interest;
    t.same([dayCounts.join(' '), leapYearDays, floats, compounds], table[market], market);
  }
});

t.test('a payment on interest lowers the Dutch base from the day after it', async (t) => {
  const { segments } = interestSheet({
    rules: rulesOf('NL')!,
    debtorKind: 'business',
    dueDay: '2023-12-31',
    principal: [{ fromDay: '2023-12-01', minor: 100_000n }],
    interestPaid: [{ day: '2025-02-10', minor: 5000n }],
    untilDay: '2025-02-12',
    rates: referenceRates,
    dayCount: 'actual',
  });
  t.same(
    segments.slice(-2).map(({ fromDay, toDay, joinedMinor }) => [fromDay, toDay, joinedMinor]),
    [
      ['2025-01-01', '2025-02-10', 12_408n],
      ['2025-02-11', '2025-02-12', 7408n],
    ],
  );
});

t.test('what the law gives nothing for has an empty sheet and its reason', async (t) => {
  const ask = (
    market: string,
    debtorKind: 'business' | 'consumer',
    contractRate: { percent: string; note: string } | null = null,
  ) =>
    interestSheet({
      rules: rulesOf(market)!,
      debtorKind,
      dueDay: '2025-03-03',
      principal: [{ fromDay: '2025-03-03', minor: 100_000n }],
      untilDay: '2025-06-30',
      rates: referenceRates,
      dayCount: 'actual',
      contractRate,
    });
  t.match(ask('GB', 'consumer'), { refusal: 'none-against-consumers', totalMinor: 0n, segments: [], knownTo: null });
  t.match(ask('FR', 'business'), { refusal: 'floor-only', totalMinor: 0n, segments: [] });
  t.equal(ask('DK', 'consumer').refusal, null);
  t.throws(
    () => ask('DK', 'business', { percent: '-1', note: 'a mistake' }),
    RangeError,
    'an agreed rate below nothing',
  );
});
