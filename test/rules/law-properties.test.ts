/** What holds for every market, day and sum: found by trying many. */
import fc from 'fast-check';
import t from 'tap';
import { halfYearStart } from '../../src/law/day-count.ts';
import { plus } from '../../src/law/fraction.ts';
import { type InterestQuestion, interestSheet } from '../../src/law/interest.ts';
import type { PrincipalStep } from '../../src/law/interest-spans.ts';
import { referenceRates } from '../../src/law/reference-rates.ts';
import type { DebtorKind } from '../../src/law/rules.ts';
import { rulesOf } from '../../src/law/rules.ts';
import { dayPlus, daysBetween, isLeapYear } from '../../src/values/day.ts';
import { dayNumber, dayOfNumber } from '../../src/values/day-number.ts';

const simpleMarkets = ['DK', 'SE', 'NO', 'FI', 'DE', 'GB'] as const;
const day = fc.integer({ min: 0, max: 4500 }).map((offset) => dayPlus('2014-08-01', offset));
const market = fc.constantFrom(...simpleMarkets);
const dayCount = fc.constantFrom('actual' as const, '30/360' as const);
const steps = fc
  .array(fc.record({ fromDay: day, minor: fc.bigInt({ min: 0n, max: 10n ** 10n }) }), { maxLength: 4 })
  .map((all) => [...new Map(all.map((step) => [step.fromDay, step])).values()]);
const flat = referenceRates.map((row) => ({ ...row, percent: '1.25' }));
const lastKnown = '2026-06-30';

function sheetOf(market: string, question: Partial<InterestQuestion> & { dueDay: string; untilDay: string }) {
  return interestSheet({
    rules: rulesOf(market)!,
    debtorKind: 'business',
    principal: [],
    rates: referenceRates,
    dayCount: 'actual',
    startDay: dayPlus(question.dueDay, 1),
    ...question,
  });
}

t.test('simple interest before rounding is additive over any split of the period', async () => {
  fc.assert(
    fc.property(market, day, day, day, steps, dayCount, (market, a, b, c, principal, dayCount) => {
      const [dueDay, middle, end] = [a, b, c].sort() as [string, string, string];
      // Fixed for life means by the day interest starts, so both parts are asked as parts of the same claim.
      const rates = market === 'GB' ? flat : referenceRates;
      const of = (startDay: string, untilDay: string) =>
        sheetOf(market, { dueDay, startDay, untilDay, principal, dayCount, rates }).exact;
      const whole = of(dayPlus(dueDay, 1), end);
      const parts = plus(of(dayPlus(dueDay, 1), middle), of(dayPlus(middle, 1), end));
      return end > lastKnown || whole.numerator * parts.denominator === parts.numerator * whole.denominator;
    }),
  );
});

/** Day by day, by nothing but the calendar and the file of rates. Answers the numerator over 100,000,000 · 365 · 366. */
function slowSum(
  market: string,
  marginMillionths: bigint,
  dueDay: string,
  untilDay: string,
  principal: PrincipalStep[],
) {
  const years = { leap: market === 'DK' || market === 'NO' || market === 'DE' ? 366n : 365n };
  let numerator = 0n;
  for (let today = dayPlus(dueDay, 1); today <= untilDay; today = dayPlus(today, 1)) {
    const before = principal.filter((step) => step.fromDay < today).sort((a, b) => (a.fromDay < b.fromDay ? 1 : -1));
    const half = halfYearStart(market === 'GB' ? dayPlus(dueDay, 1) : today);
    const { percent } = referenceRates.find((row) => row.market === market && row.fromDay === half)!;
    const rate = BigInt(Math.round(Number(percent) * 1_000_000)) + marginMillionths;
    const daysInYear = isLeapYear(Number(today.slice(0, 4))) ? years.leap : 365n;
    numerator += (before[0]?.minor ?? 0n) * rate * (daysInYear === 366n ? 365n : 366n);
  }
  return numerator;
}

t.test('the sheet equals the slow sum of its days, in every simple market', async () => {
  const kinds: readonly [string, DebtorKind, bigint][] = [
    ['DK', 'business', 8_000_000n],
    ['DK', 'consumer', 8_000_000n],
    ['SE', 'business', 8_000_000n],
    ['NO', 'sole-trader', 8_000_000n],
    ['FI', 'business', 8_000_000n],
    ['FI', 'consumer', 7_000_000n],
    ['DE', 'business', 9_000_000n],
    ['DE', 'consumer', 5_000_000n],
    ['GB', 'business', 8_000_000n],
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      day.filter((each) => each < '2026-05-01'),
      fc.integer({ min: 0, max: 900 }),
      steps,
      ([market, debtorKind, margin], dueDay, length, principal) => {
        const end = dayPlus(dueDay, length);
        const untilDay = end > lastKnown ? lastKnown : end;
        const { exact } = sheetOf(market, { debtorKind, dueDay, untilDay, principal });
        const slow = slowSum(market, margin, dueDay, untilDay, principal);
        return slow * exact.denominator === exact.numerator * 100_000_000n * 365n * 366n;
      },
    ),
    { numRuns: 60 },
  );
});

t.test('Dutch interest equals the slow sum whose base grows once a year', async () => {
  fc.assert(
    fc.property(
      day.filter((each) => each < '2026-05-01'),
      fc.integer({ min: 0, max: 1600 }),
      fc.integer({ min: 1, max: 10 ** 9 }),
      (dueDay, length, minor) => {
        const end = dayPlus(dueDay, length);
        const untilDay = end > lastKnown ? lastKnown : end;
        const principal = [{ fromDay: dueDay, minor: BigInt(minor) }];
        const { exact } = sheetOf('NL', { dueDay, untilDay, principal });
        const ours = Number((exact.numerator * 1_000_000n) / exact.denominator) / 1_000_000;
        return Math.abs(ours - slowCompound(minor, dueDay, untilDay)) <= 1e-6 + ours * 1e-9;
      },
    ),
    { numRuns: 60 },
  );
});

/** In floating point, which is good enough for a check and for nothing else. */
function slowCompound(minor: number, dueDay: string, untilDay: string): number {
  const first = dayPlus(dueDay, 1);
  let base = minor;
  let total = 0;
  let joined = 0;
  for (let today = first; today <= untilDay; today = dayPlus(today, 1)) {
    const yearLater =
      today.slice(5) === (first.endsWith('02-29') && !isLeapYear(Number(today.slice(0, 4))) ? '03-01' : first.slice(5));
    if (yearLater && today !== first) {
      base += total - joined;
      joined = total;
    }
    const row = referenceRates.find((each) => each.market === 'NL' && each.fromDay === halfYearStart(today))!;
    total += (base * (Number(row.percent) + 8)) / 100 / 365;
  }
  return total;
}

t.test('more owed or more days never means less interest, in any market', async () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...simpleMarkets, 'NL'),
      day,
      day,
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      fc.bigInt({ min: 0n, max: 10n ** 6n }),
      (market, a, b, minor, more) => {
        const [dueDay, untilDay] = [a, b].sort() as [string, string];
        const owed = (minor: bigint, untilDay: string) =>
          sheetOf(market, { dueDay, untilDay, principal: [{ fromDay: dueDay, minor }] }).totalMinor;
        const small = owed(minor, untilDay);
        return small <= owed(minor + more, untilDay) && small <= owed(minor, dayPlus(untilDay, 1));
      },
    ),
  );
});

t.test('days and their numbers are one to one, and as far apart as the calendar has them', async (t) => {
  t.equal(dayNumber('1970-01-01'), 0);
  fc.assert(
    fc.property(
      fc.integer({ min: -714_000, max: 2_900_000 }),
      fc.integer({ min: -4000, max: 4000 }),
      (number, apart) => {
        const one = dayOfNumber(number);
        const other = dayPlus(one, apart);
        return dayNumber(one) === number && dayNumber(other) - number === daysBetween(one, other);
      },
    ),
  );
});
