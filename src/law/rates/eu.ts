/**
 * The ECB's main refinancing rate on the first day of the half-year (Directive 2011/7/EU art. 2(7)): the floor's reference.
 */
import type { Rate } from '../reference-rates.ts';

const ecb = 'ECB main refinancing rate on the first day of the half-year';

export const europeanRates: readonly Rate[] = [
  ['2013-01-01', '0.75', 'high', ecb],
  ['2013-07-01', '0.50', 'medium', ecb],
  ['2014-01-01', '0.25', 'medium', ecb],
  ['2014-07-01', '0.15', 'medium', ecb],
  ['2015-01-01', '0.05', 'high', ecb],
  ['2015-07-01', '0.05', 'high', ecb],
  ['2016-01-01', '0.05', 'high', ecb],
  ['2016-07-01', '0.00', 'medium', ecb],
  ['2017-01-01', '0.00', 'medium', ecb],
  ['2017-07-01', '0.00', 'medium', ecb],
  ['2018-01-01', '0.00', 'medium', ecb],
  ['2018-07-01', '0.00', 'medium', ecb],
  ['2019-01-01', '0.00', 'medium', ecb],
  ['2019-07-01', '0.00', 'medium', ecb],
  ['2020-01-01', '0.00', 'medium', ecb],
  ['2020-07-01', '0.00', 'medium', ecb],
  ['2021-01-01', '0.00', 'medium', ecb],
  ['2021-07-01', '0.00', 'medium', ecb],
  ['2022-01-01', '0.00', 'medium', ecb],
  ['2022-07-01', '0.00', 'medium', ecb],
  ['2023-01-01', '2.50', 'medium', ecb],
  ['2023-07-01', '4.00', 'high', ecb],
  ['2024-01-01', '4.50', 'high', ecb],
  ['2024-07-01', '4.25', 'high', ecb],
  ['2025-01-01', '3.15', 'medium', ecb],
  ['2025-07-01', '2.15', 'medium', ecb],
  ['2026-01-01', '2.15', 'high', ecb],
  ['2026-07-01', '2.40', 'medium', ecb],
];
