/**
 * The Finnish reference rate under korkolaki 12 §: the ECB's main refinancing rate, rounded up to the half point already.
 */
import type { Rate } from '../reference-rates.ts';

const workedOut = 'worked out: ECB main refinancing rate, rounded up to the half point (korkolaki 12 §)';
const secondary = 'a Finnish secondary source; ECB main refinancing rate, rounded up';
const zeroYears = 'Finnish article on the years at zero, by half-year; ECB main refinancing rate, rounded up';
const bankOfFinland = 'Bank of Finland notice 1276/2022 (Finlex)';
const sttInfo = 'STT Info, late interest 10.5 % from 1 January 2026';

export const finnishRates: readonly Rate[] = [
  ['2013-01-01', '1.00', 'medium', workedOut],
  ['2013-07-01', '0.50', 'medium', workedOut],
  ['2014-01-01', '0.50', 'medium', secondary],
  ['2014-07-01', '0.50', 'medium', workedOut],
  ['2015-01-01', '0.50', 'medium', workedOut],
  ['2015-07-01', '0.50', 'medium', workedOut],
  ['2016-01-01', '0.50', 'medium', workedOut],
  ['2016-07-01', '0.00', 'medium', zeroYears],
  ['2017-01-01', '0.00', 'medium', zeroYears],
  ['2017-07-01', '0.00', 'medium', zeroYears],
  ['2018-01-01', '0.00', 'medium', zeroYears],
  ['2018-07-01', '0.00', 'medium', zeroYears],
  ['2019-01-01', '0.00', 'medium', zeroYears],
  ['2019-07-01', '0.00', 'medium', zeroYears],
  ['2020-01-01', '0.00', 'medium', zeroYears],
  ['2020-07-01', '0.00', 'medium', zeroYears],
  ['2021-01-01', '0.00', 'medium', zeroYears],
  ['2021-07-01', '0.00', 'medium', zeroYears],
  ['2022-01-01', '0.00', 'medium', zeroYears],
  ['2022-07-01', '0.00', 'medium', zeroYears],
  ['2023-01-01', '2.50', 'high', bankOfFinland],
  ['2023-07-01', '4.00', 'medium', workedOut],
  ['2024-01-01', '4.50', 'medium', secondary],
  ['2024-07-01', '4.50', 'medium', secondary],
  ['2025-01-01', '3.50', 'medium', secondary],
  ['2025-07-01', '2.50', 'medium', workedOut],
  ['2026-01-01', '2.50', 'high', sttInfo],
  ['2026-07-01', '2.50', 'medium', workedOut],
];
