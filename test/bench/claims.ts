/** Late interest on open claims: `law/interest`, from the due day to today, on one core and without a database. */
import { type InterestSheet, interestSheet } from '../../src/law/interest.ts';
import type { PrincipalStep } from '../../src/law/interest-spans.ts';
import { percentMillionths } from '../../src/law/percent.ts';
import { referenceRates } from '../../src/law/reference-rates.ts';
import { type MarketRules, rulesOf } from '../../src/law/rules.ts';
import { dayPlus, isLeapYear } from '../../src/values/day.ts';
import { roundedQuotient } from '../../src/values/money.ts';
import type { Bench } from './bench.ts';

const untilDay = '2026-06-30';
const partPayments = 6;

type Claim = {
  readonly rules: MarketRules;
  readonly dueDay: string;
  readonly principal: readonly PrincipalStep[];
};

/** What is left of a claim's sheet when nobody wants to see it: three numbers a span, and the sum they should come to. */
type Bare = { readonly terms: readonly bigint[]; readonly totalMinor: bigint };

export const claims: Bench = {
  name: 'claims',
  about:
    'the same multiplications alone, over spans, bases and rates that somebody else has worked out before (six markets of simple interest)',
  n: 1000,
  run: async (n) => {
    const open = Array.from({ length: n }, (_, place) => claimAt(place));
    const sheets: InterestSheet[] = [];
    const eachMs: number[] = [];
    for (const claim of open) {
      const from = performance.now();
      sheets.push(price(claim));
      eachMs.push(performance.now() - from);
    }

    const bare = sheets.map((sheet, place) => bareOf(sheet, open[place]!.rules));
    const from = performance.now();
    const totals = bare.map(({ terms }) => priceBarely(terms));
    const yardstickMs = performance.now() - from;

    for (const [place, total] of totals.entries())
      if (total !== bare[place]!.totalMinor)
        throw new Error(`claim ${place}: ${total} beside ${bare[place]!.totalMinor}`);
    if (sheets.some((sheet) => sheet.knownTo !== null || sheet.segments.length < 2))
      throw new Error('not all was priced');
    return { oursMs: eachMs.reduce((sum, each) => sum + each, 0), yardstickMs, eachMs };
  },
};

function price({ rules, dueDay, principal }: Claim): InterestSheet {
  const asked = { rules, debtorKind: 'business', dueDay, principal, untilDay, rates: referenceRates } as const;
  return interestSheet({ ...asked, dayCount: 'actual' });
}

/** Due ten years ago and a little more or less, and paid off in part once or twice a year since. */
function claimAt(place: number): Claim {
  const markets = ['DK', 'SE', 'FI', 'DE', 'NO', 'GB'] as const;
  const rules = rulesOf(markets[place % markets.length]!)!;
  const dueDay = dayPlus('2016-06-30', place % 97);
  let minor = 5_000_000n + BigInt((place * 7919) % 900_000);
  const principal: PrincipalStep[] = [{ fromDay: dayPlus(dueDay, -14), minor }];
  for (let payment = 1; payment <= partPayments; payment += 1) {
    minor -= BigInt(100_000 + ((place * payment) % 400_000));
    principal.push({ fromDay: dayPlus(dueDay, payment * 500 + (place % 61)), minor });
  }
  return { rules, dueDay, principal };
}

function bareOf(sheet: InterestSheet, rules: MarketRules): Bare {
  const terms = sheet.segments.flatMap(({ baseMinor, ratePercent, days, fromDay }) => [
    baseMinor,
    percentMillionths(ratePercent),
    // Over 365 · 366, so that the terms only add up.
    BigInt(days) * (rules.interest.leapYearDays === 366 && isLeapYear(Number(fromDay.slice(0, 4))) ? 365n : 366n),
  ]);
  return { terms, totalMinor: sheet.totalMinor };
}

function priceBarely(terms: readonly bigint[]): bigint {
  let numerator = 0n;
  for (let place = 0; place < terms.length; place += 3)
    numerator += terms[place]! * terms[place + 1]! * terms[place + 2]!;
  return roundedQuotient(numerator, 100_000_000n * 365n * 366n);
}
