/**
 * Danmarks Nationalbank's official lending rate on 1 January and 1 July (renteloven § 5). The half-year from 1 July 2026 was
 * not published where we could check it and is missing, never guessed.
 */
import type { Rate } from '../reference-rates.ts';

const forbrugerList = 'forbrug.dk, late interest by half-year';
const practiceTable = 'Danish tables of late interest kept by practitioners, compared June 2026';

export const danishRates: readonly Rate[] = [
  ['2013-01-01', '0.20', 'high', forbrugerList],
  ['2013-07-01', '0.20', 'high', forbrugerList],
  ['2014-01-01', '0.20', 'high', forbrugerList],
  ['2014-07-01', '0.20', 'high', forbrugerList],
  ['2015-01-01', '0.20', 'high', forbrugerList],
  ['2015-07-01', '0.05', 'high', forbrugerList],
  ['2016-01-01', '0.05', 'high', forbrugerList],
  ['2016-07-01', '0.05', 'high', forbrugerList],
  ['2017-01-01', '0.05', 'high', forbrugerList],
  ['2017-07-01', '0.05', 'high', forbrugerList],
  ['2018-01-01', '0.05', 'high', forbrugerList],
  ['2018-07-01', '0.05', 'high', forbrugerList],
  ['2019-01-01', '0.05', 'high', forbrugerList],
  ['2019-07-01', '0.05', 'high', forbrugerList],
  ['2020-01-01', '0.05', 'high', forbrugerList],
  ['2020-07-01', '0.05', 'high', forbrugerList],
  ['2021-01-01', '0.05', 'high', forbrugerList],
  ['2021-07-01', '-0.35', 'high', forbrugerList],
  ['2022-01-01', '-0.45', 'high', forbrugerList],
  ['2022-07-01', '-0.45', 'high', forbrugerList],
  ['2023-01-01', '1.90', 'high', forbrugerList],
  ['2023-07-01', '3.25', 'high', forbrugerList],
  ['2024-01-01', '3.75', 'high', practiceTable],
  ['2024-07-01', '3.50', 'medium', practiceTable],
  ['2025-01-01', '2.75', 'medium', practiceTable],
  ['2025-07-01', '1.75', 'medium', practiceTable],
  ['2026-01-01', '1.75', 'medium', practiceTable],
];
