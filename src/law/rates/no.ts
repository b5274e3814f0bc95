/**
 * Norges Bank's policy rate as it lies in the ministry's total (forsinkelsesrenteloven § 3): the total less the margin. The
 * half-year from 1 July 2026 was not found and is missing, never guessed.
 */
import type { Rate } from '../reference-rates.ts';

const totals = 'forsinkelsesrente.net, table of the total rates; less the margin';
const workedOut = 'worked out: Norges Bank policy rate 4.50';
const regulation2024 = 'forskrift 19 December 2024 no. 3279 (total 12.50 %)';
const accountingProgram = "a Norwegian accounting program's figures; Norges Bank cut to 4.25 in June 2025";
const collectionTool = "a Norwegian collection tool's figures (total 12.00 % from 1 January 2026)";

export const norwegianRates: readonly Rate[] = [
  ['2013-01-01', '1.50', 'high', totals],
  ['2013-07-01', '1.50', 'high', totals],
  ['2014-01-01', '1.50', 'high', totals],
  ['2014-07-01', '1.50', 'high', totals],
  ['2015-01-01', '1.25', 'high', totals],
  ['2015-07-01', '1.00', 'high', totals],
  ['2016-01-01', '0.75', 'high', totals],
  ['2016-07-01', '0.50', 'high', totals],
  ['2017-01-01', '0.50', 'high', totals],
  ['2017-07-01', '0.50', 'high', totals],
  ['2018-01-01', '0.50', 'high', totals],
  ['2018-07-01', '0.50', 'high', totals],
  ['2019-01-01', '0.75', 'high', totals],
  ['2019-07-01', '1.25', 'high', totals],
  ['2020-01-01', '1.50', 'high', totals],
  ['2020-07-01', '0.00', 'high', totals],
  ['2021-01-01', '0.00', 'high', totals],
  ['2021-07-01', '0.00', 'high', totals],
  ['2022-01-01', '0.50', 'high', totals],
  ['2022-07-01', '1.25', 'high', totals],
  ['2023-01-01', '2.75', 'high', totals],
  ['2023-07-01', '3.75', 'high', totals],
  ['2024-01-01', '4.50', 'high', totals],
  ['2024-07-01', '4.50', 'medium', workedOut],
  ['2025-01-01', '4.50', 'high', regulation2024],
  ['2025-07-01', '4.25', 'medium', accountingProgram],
  ['2026-01-01', '4.00', 'medium', collectionTool],
];
