/**
 * The German Basiszinssatz under BGB § 247, negative for years.
 */
import type { Rate } from '../reference-rates.ts';

const germanTable = "a German table of the Basiszinssatz, which agrees with press repeats of the Bundesbank's notices";
const germanTableOnly = 'a German table of the Basiszinssatz; not yet seen at the Bundesbank';

export const germanRates: readonly Rate[] = [
  ['2013-01-01', '-0.13', 'high', germanTable],
  ['2013-07-01', '-0.38', 'high', germanTable],
  ['2014-01-01', '-0.63', 'high', germanTable],
  ['2014-07-01', '-0.73', 'high', germanTable],
  ['2015-01-01', '-0.83', 'high', germanTable],
  ['2015-07-01', '-0.83', 'high', germanTable],
  ['2016-01-01', '-0.83', 'high', germanTable],
  ['2016-07-01', '-0.88', 'high', germanTable],
  ['2017-01-01', '-0.88', 'high', germanTable],
  ['2017-07-01', '-0.88', 'high', germanTable],
  ['2018-01-01', '-0.88', 'high', germanTable],
  ['2018-07-01', '-0.88', 'high', germanTable],
  ['2019-01-01', '-0.88', 'high', germanTable],
  ['2019-07-01', '-0.88', 'high', germanTable],
  ['2020-01-01', '-0.88', 'high', germanTable],
  ['2020-07-01', '-0.88', 'high', germanTable],
  ['2021-01-01', '-0.88', 'high', germanTable],
  ['2021-07-01', '-0.88', 'high', germanTable],
  ['2022-01-01', '-0.88', 'high', germanTable],
  ['2022-07-01', '-0.88', 'high', germanTable],
  ['2023-01-01', '1.62', 'high', germanTable],
  ['2023-07-01', '3.12', 'high', germanTable],
  ['2024-01-01', '3.62', 'high', germanTable],
  ['2024-07-01', '3.37', 'high', germanTable],
  ['2025-01-01', '2.27', 'high', germanTable],
  ['2025-07-01', '1.27', 'high', germanTable],
  ['2026-01-01', '1.27', 'high', germanTable],
  ['2026-07-01', '1.52', 'medium', germanTableOnly],
];
