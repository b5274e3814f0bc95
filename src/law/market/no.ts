/** Norway: forsinkelsesrenteloven, inkassoloven and its regulation, foreldelsesloven. */
import type { Day } from '../../values/day.ts';
import type { Margin, MarketRules } from '../rules.ts';

const margins: readonly Margin[] = [
  { dueFrom: '2004-01-01', percent: '7', paragraph: 'forsinkelsesrenteloven § 3 (due before 1 July 2013)' },
  { dueFrom: '2013-07-01', percent: '8', paragraph: 'forsinkelsesrenteloven § 3' },
];

/** 40 EUR in whole kroner by the day the claim fell due; the sum after 2025 was not found and is never guessed. */
const fortyEuros: ReadonlyArray<readonly [from: Day, minor: bigint | null]> = [
  ['2016-07-01', 37000n],
  ['2019-07-01', 39000n],
  ['2020-07-01', 43000n],
  ['2021-07-01', 40000n],
  ['2023-01-01', 41000n],
  ['2024-01-01', 47000n],
  ['2026-01-01', null],
];

export const norway: MarketRules = {
  market: 'NO',
  version: 'NO-2020-10-01',
  currency: 'NOK',
  chargesByItself: true,
  interest: {
    paragraph: 'forsinkelsesrenteloven §§ 2 and 3',
    margins,
    consumer: { kind: 'margins', margins },
    // The ministry publishes the total; what is stored is the total less eight points.
    reference: { series: 'NO', roundedUpTo: null, paragraph: 'forsinkelsesrenteloven § 3' },
    floats: true,
    compounds: 'never',
    dayCounts: ['actual'],
    leapYearDays: 366,
    dueDayMoves: { toOpenDay: true, paragraph: 'gjeldsbrevlova § 5' },
    withoutAgreedDay: { days: 30, lastDayBears: false, paragraph: 'forsinkelsesrenteloven § 2' },
    contractRate: {
      business: 'as-agreed',
      consumer: 'not-above-statutory',
      paragraph: 'forsinkelsesrenteloven §§ 1 and 4',
    },
  },
  reminderFee: {
    capMinor: 3500n,
    maxPerClaim: 2,
    // The regulation speaks of the first; between two, the cautious side is as many days again.
    daysApart: 14,
    firstDay: 14,
    onlyIfAgreed: false,
    paragraph: 'inkassoforskriften § 1-2',
  },
  compensation: {
    amountMinor: (_principalMinor, dueDay) => fortyEuros.findLast(([from]) => from <= dueDay)?.[1] ?? null,
    againstFees: 'net',
    paragraph: 'forsinkelsesrenteloven § 3 a',
  },
  notice: {
    daysFromSending: { business: 14, 'sole-trader': 14, consumer: 14 },
    replyFormFor: [],
    paragraph: 'inkassoloven § 9',
  },
  limitation: {
    years: { business: 3, 'sole-trader': 3, consumer: 3 },
    from: 'due-day',
    anew: { acknowledgment: 'same', 'signed-plan': 'same' },
    paragraph: 'foreldelsesloven §§ 2, 3 and 14',
  },
};
