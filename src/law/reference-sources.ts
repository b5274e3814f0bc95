/**
 * Where each reference rate comes from: whose figure, on which day, how the law turns it into the reference, and the page
 * on which a person checks it before it counts. Figures from a bank are proposals; the official page decides.
 */
import { type Day, dayPlus } from '../values/day.ts';
import type { RateSeries } from './reference-rates.ts';

/** The central banks whose open data is asked. */
export const bankNames = ['statbank', 'riksbank', 'norges-bank', 'ecb', 'bank-of-england'] as const;
export type BankName = (typeof bankNames)[number];

export type ReferenceSource = {
  readonly series: RateSeries;
  /** As people say it: "Denmark", "the Netherlands, consumers". */
  readonly name: string;
  /** What the reference is, in words. */
  readonly what: string;
  readonly paragraph: string;
  /** Null: no open data brings it, a person enters it. */
  readonly bank: BankName | null;
  /** Whose rate in force on which day counts: the half-year's first day, or the day before it. */
  readonly fixedOn: 'first-day' | 'day-before';
  /** 'as-it-is': the bank's rate is the reference. 'moves-along': it moves by as much as the bank's rate has moved since the half-year before. */
  readonly follows: 'as-it-is' | 'moves-along';
  readonly roundedUpTo: '0.5' | null;
  /** The authority's page, for a person. */
  readonly officialPage: string;
  /** What a person must know before confirming what the bank's figure comes to; null where it is the reference itself. */
  readonly caution: string | null;
};

const ecbPage = 'https://www.ecb.europa.eu/stats/policy_and_exchange_rates/key_ecb_interest_rates/html/index.en.html';
const ecbRate = "the ECB's main refinancing rate";

const first = { fixedOn: 'first-day', follows: 'as-it-is', roundedUpTo: null, caution: null } as const;

export const referenceSources: readonly ReferenceSource[] = [
  {
    ...first,
    series: 'DK',
    name: 'Denmark',
    what: "Danmarks Nationalbank's official lending rate",
    paragraph: 'renteloven § 5',
    bank: 'statbank',
    officialPage:
      'https://www.nationalbanken.dk/en/what-we-do/stable-prices-monetary-policy-and-the-danish-economy/official-interest-rates',
  },
  {
    ...first,
    series: 'SE',
    name: 'Sweden',
    what: 'the Riksbank’s reference rate, set from the policy rate in force at the end of the half-year before',
    paragraph: 'räntelagen 9 §',
    bank: 'riksbank',
    roundedUpTo: '0.5',
    officialPage: 'https://www.riksbank.se/sv/statistik/rantor-och-valutakurser/referensranta/',
  },
  {
    ...first,
    series: 'NO',
    name: 'Norway',
    what: 'the statutory rate less eight points',
    paragraph: 'forsinkelsesrenteloven § 3',
    bank: 'norges-bank',
    officialPage: 'https://lovdata.no/dokument/NL/lov/1976-12-17-100',
    caution:
      'The statutory rate is set by regulation for each half-year. This is only Norges Bank’s policy rate: read the regulation, and enter its rate less eight points if it differs.',
  },
  {
    ...first,
    series: 'FI',
    name: 'Finland',
    what: `the reference rate (viitekorko): ${ecbRate}, rounded up to the next half point`,
    paragraph: 'korkolaki 12 §',
    bank: 'ecb',
    roundedUpTo: '0.5',
    officialPage: 'https://www.suomenpankki.fi/en/statistics/',
  },
  {
    ...first,
    series: 'DE',
    name: 'Germany',
    what: 'the base rate (Basiszinssatz)',
    paragraph: 'BGB § 247',
    bank: 'ecb',
    fixedOn: 'day-before',
    follows: 'moves-along',
    officialPage: 'https://www.bundesbank.de/de/bundesbank/organisation/agb-und-regelungen/basiszinssatz-607820',
    caution:
      'Worked out by the rule of BGB § 247 from the change of the ECB’s main refinancing rate, not read at the Bundesbank: compare it with the Bundesbank’s announcement.',
  },
  {
    ...first,
    series: 'NL',
    name: 'the Netherlands',
    what: ecbRate,
    paragraph: 'BW 6:120(2)',
    bank: 'ecb',
    officialPage: ecbPage,
  },
  {
    ...first,
    series: 'NL-consumer',
    name: 'the Netherlands, consumers',
    what: 'the whole rate for consumers (wettelijke rente), set by decree',
    paragraph: 'BW 6:119, 6:120(1)',
    bank: null,
    officialPage: 'https://www.rijksoverheid.nl/vraag-en-antwoord/schulden/hoogte-wettelijke-rente',
    caution: 'No open data brings it: enter it by hand when a decree changes it.',
  },
  {
    ...first,
    series: 'GB',
    name: 'Great Britain',
    what: 'official Bank Rate on 31 December or 30 June',
    paragraph: 'SI 2002/1675 art. 4',
    bank: 'bank-of-england',
    fixedOn: 'day-before',
    officialPage: 'https://www.bankofengland.co.uk/boeapps/database/Bank-Rate.asp',
  },
  {
    ...first,
    series: 'EU',
    name: 'other EU members',
    what: ecbRate,
    paragraph: 'Directive 2011/7/EU art. 2(7)',
    bank: 'ecb',
    officialPage: ecbPage,
  },
];

export function referenceSourceOf(series: RateSeries): ReferenceSource {
  return referenceSources.find((source) => source.series === series)!;
}

/** The day whose rate counts for the half-year that begins on `fromDay`. */
export function fixingDay(source: ReferenceSource, fromDay: Day): Day {
  return source.fixedOn === 'first-day' ? fromDay : dayPlus(fromDay, -1);
}

/** The oldest half-year the house knows: before it the Danish margin was another, and other markets' rules too. */
export const oldestHalfYear: Day = '2013-01-01';

/** First days of the half-years from the oldest to the one `today` lies in. */
export function halfYearsUntil(today: Day): Day[] {
  const starts: Day[] = [];
  for (let start = oldestHalfYear; start <= today; start = halfYearAfter(start)) starts.push(start);
  return starts;
}

/** Half-years whose figure can be had by `today`: those that have begun, and the next where its day comes before it. */
export function halfYearsFixedBy(source: ReferenceSource, today: Day): Day[] {
  return halfYearsUntil(dayPlus(today, 1)).filter((fromDay) => fixingDay(source, fromDay) <= today);
}

/** First day of the half-year after the one that begins on `fromDay`. */
export function halfYearAfter(fromDay: Day): Day {
  const year = Number(fromDay.slice(0, 4));
  return fromDay.endsWith('-01-01') ? `${year}-07-01` : `${year + 1}-01-01`;
}

/** First day of the half-year before the one that begins on `fromDay`. */
export function halfYearBefore(fromDay: Day): Day {
  const year = Number(fromDay.slice(0, 4));
  return fromDay.endsWith('-07-01') ? `${year}-01-01` : `${year - 1}-07-01`;
}
