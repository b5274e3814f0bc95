/** The sandbox banks' own rates. They look like the ones of the day, and they are not law: change them at the console. */
import type { Day } from '../values/day.ts';
import { touch, type World } from './world.ts';

export const banks = ['statbank', 'riksbank', 'norges-bank', 'ecb', 'bank-of-england'] as const;
export type Bank = (typeof banks)[number];

/** From which day a bank's rate stood at how many per cent. The last one stands until the end of time. */
type Steps = ReadonlyArray<readonly [from: Day, percent: string]>;

export const ownRates: Readonly<Record<Bank, Steps>> = {
  /** Danmarks Nationalbank's lending rate. */
  statbank: [
    ['2013-01-01', '0.20'],
    ['2015-02-06', '0.05'],
    ['2021-03-19', '-0.35'],
    ['2021-10-01', '-0.45'],
    ['2022-09-09', '0.80'],
    ['2022-12-16', '1.90'],
    ['2023-05-05', '3.25'],
    ['2023-09-15', '3.75'],
    ['2024-06-07', '3.50'],
    ['2024-12-13', '2.75'],
    ['2025-06-06', '1.75'],
  ],
  /** The Riksbank's reference rate, set for each half-year. */
  riksbank: [
    ['2013-01-01', '1.0'],
    ['2015-01-01', '0.0'],
    ['2016-07-01', '-0.5'],
    ['2019-07-01', '0.0'],
    ['2022-07-01', '0.5'],
    ['2023-01-01', '2.5'],
    ['2023-07-01', '3.5'],
    ['2024-01-01', '4.0'],
    ['2025-01-01', '3.0'],
    ['2025-07-01', '2.0'],
  ],
  /** Norges Bank's policy rate. */
  'norges-bank': [
    ['2012-12-17', '1.5'],
    ['2014-12-15', '1.25'],
    ['2015-06-19', '1.0'],
    ['2015-12-18', '0.75'],
    ['2016-06-17', '0.5'],
    ['2018-12-14', '0.75'],
    ['2019-06-21', '1.25'],
    ['2019-12-20', '1.5'],
    ['2020-06-19', '0.0'],
    ['2021-12-17', '0.5'],
    ['2022-06-24', '1.25'],
    ['2022-12-16', '2.75'],
    ['2023-06-23', '3.75'],
    ['2023-12-15', '4.5'],
    ['2025-06-20', '4.25'],
    ['2025-12-19', '4.0'],
  ],
  /** The ECB's main refinancing rate, by the days it changed on. */
  ecb: [
    ['2012-07-11', '0.75'],
    ['2013-05-08', '0.50'],
    ['2013-11-13', '0.25'],
    ['2014-06-11', '0.15'],
    ['2014-09-10', '0.05'],
    ['2016-03-16', '0.00'],
    ['2022-07-27', '0.50'],
    ['2022-12-21', '2.50'],
    ['2023-06-21', '4.00'],
    ['2023-09-20', '4.50'],
    ['2024-06-12', '4.25'],
    ['2024-12-18', '3.15'],
    ['2025-06-11', '2.15'],
    ['2026-06-17', '2.40'],
  ],
  /** Bank Rate. */
  'bank-of-england': [
    ['2009-03-05', '0.5'],
    ['2016-08-04', '0.25'],
    ['2017-11-02', '0.5'],
    ['2018-08-02', '0.75'],
    ['2020-03-19', '0.1'],
    ['2021-12-16', '0.25'],
    ['2022-06-16', '1.25'],
    ['2022-12-15', '3.5'],
    ['2023-06-22', '5'],
    ['2023-08-03', '5.25'],
    ['2024-11-07', '4.75'],
    ['2025-05-08', '4.25'],
    ['2025-12-18', '3.75'],
  ],
};

/** A step somebody has set at the console. */
export type SetRate = { readonly bank: Bank; readonly from: Day; readonly percent: string };

/** All steps of a bank, oldest first; one that was set by hand replaces its own of the same day. */
export function stepsOf(world: World, bank: Bank): Array<readonly [from: Day, percent: string]> {
  const steps = new Map(ownRates[bank]);
  for (const set of world.setRates) if (set.bank === bank) steps.set(set.from, set.percent);
  return [...steps].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What the bank's rate was on `day`; null before its first. */
export function rateOn(world: World, bank: Bank, day: Day): string | null {
  return stepsOf(world, bank).findLast(([from]) => from <= day)?.[1] ?? null;
}

export function setRate(world: World, set: SetRate): void {
  world.setRates.push(set);
  touch(world);
}
