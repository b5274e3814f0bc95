/**
 * The Riksbank's reference rate under räntelagen 9 §: its policy rate at the end of the half-year before, rounded up to the
 * half point already. Rates in force count, not rates announced.
 */
import type { Rate } from '../reference-rates.ts';

const riksbankList = "Riksbank's list of reference rates under räntelagen, to 1 July 2023";
const capway = 'Capway (Swedish debt collector), reference rate of 1 January 2024';
const workedOut =
  'worked out: Riksbank policy rate in force at the end of the half-year before, rounded up (räntelagen 9 §)';
const lastSeen =
  'worked out: Riksbank policy rate 1.75 when last seen (29 January 2026), rounded up; any rate from 1.51 to 2.00 gives the same';

export const swedishRates: readonly Rate[] = [
  ['2013-01-01', '1.00', 'high', riksbankList],
  ['2013-07-01', '1.00', 'high', riksbankList],
  ['2014-01-01', '1.00', 'high', riksbankList],
  ['2014-07-01', '1.00', 'high', riksbankList],
  ['2015-01-01', '0.00', 'high', riksbankList],
  ['2015-07-01', '0.00', 'high', riksbankList],
  ['2016-01-01', '0.00', 'high', riksbankList],
  ['2016-07-01', '-0.50', 'high', riksbankList],
  ['2017-01-01', '-0.50', 'high', riksbankList],
  ['2017-07-01', '-0.50', 'high', riksbankList],
  ['2018-01-01', '-0.50', 'high', riksbankList],
  ['2018-07-01', '-0.50', 'high', riksbankList],
  ['2019-01-01', '-0.50', 'high', riksbankList],
  ['2019-07-01', '0.00', 'high', riksbankList],
  ['2020-01-01', '0.00', 'high', riksbankList],
  ['2020-07-01', '0.00', 'high', riksbankList],
  ['2021-01-01', '0.00', 'high', riksbankList],
  ['2021-07-01', '0.00', 'high', riksbankList],
  ['2022-01-01', '0.00', 'high', riksbankList],
  ['2022-07-01', '0.50', 'high', riksbankList],
  ['2023-01-01', '2.50', 'high', riksbankList],
  ['2023-07-01', '3.50', 'high', riksbankList],
  ['2024-01-01', '4.00', 'high', capway],
  ['2024-07-01', '4.00', 'medium', workedOut],
  ['2025-01-01', '3.00', 'medium', workedOut],
  ['2025-07-01', '2.00', 'medium', workedOut],
  ['2026-01-01', '2.00', 'medium', workedOut],
  ['2026-07-01', '2.00', 'low', lastSeen],
];
