/**
 * Bank Rate on 31 December and 30 June (SI 2002/1675), by the half-year that begins the day after.
 */
import type { Rate } from '../reference-rates.ts';

const payOnTime = 'payontime.co.uk, table of late payment rates';
const bank2024 = 'Bank of England, decision of June 2024: Bank Rate held at 5.25';
const legalPages = 'two British legal pages; Bank Rate 4.75 from November 2024';
const bank2025 = 'Bank of England, decision of June 2025: Bank Rate held at 4.25';
const finistry = 'Finistry: Bank Rate 3.75 from 18 December 2025; a government text of 24 March 2026 uses 11.75 %';
const press2026 = 'press report of the decision of June 2026: Bank Rate held at 3.75';

export const britishRates: readonly Rate[] = [
  ['2013-01-01', '0.50', 'high', payOnTime],
  ['2013-07-01', '0.50', 'high', payOnTime],
  ['2014-01-01', '0.50', 'high', payOnTime],
  ['2014-07-01', '0.50', 'high', payOnTime],
  ['2015-01-01', '0.50', 'high', payOnTime],
  ['2015-07-01', '0.50', 'high', payOnTime],
  ['2016-01-01', '0.50', 'high', payOnTime],
  ['2016-07-01', '0.50', 'high', payOnTime],
  ['2017-01-01', '0.25', 'high', payOnTime],
  ['2017-07-01', '0.25', 'high', payOnTime],
  ['2018-01-01', '0.50', 'high', payOnTime],
  ['2018-07-01', '0.50', 'high', payOnTime],
  ['2019-01-01', '0.75', 'high', payOnTime],
  ['2019-07-01', '0.75', 'high', payOnTime],
  ['2020-01-01', '0.75', 'high', payOnTime],
  ['2020-07-01', '0.10', 'high', payOnTime],
  ['2021-01-01', '0.10', 'high', payOnTime],
  ['2021-07-01', '0.10', 'high', payOnTime],
  ['2022-01-01', '0.25', 'high', payOnTime],
  ['2022-07-01', '1.25', 'high', payOnTime],
  ['2023-01-01', '3.50', 'high', payOnTime],
  ['2023-07-01', '5.00', 'high', payOnTime],
  ['2024-01-01', '5.25', 'high', payOnTime],
  ['2024-07-01', '5.25', 'high', bank2024],
  ['2025-01-01', '4.75', 'medium', legalPages],
  ['2025-07-01', '4.25', 'high', bank2025],
  ['2026-01-01', '3.75', 'high', finistry],
  ['2026-07-01', '3.75', 'medium', press2026],
];
