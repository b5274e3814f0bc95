/**
 * The ECB's main refinancing rate as BW 6:120(2) takes it on 1 January and 1 July, for trade between businesses.
 */
import type { Rate } from '../reference-rates.ts';

const dutchTables = 'Dutch tables of the commercial rate (7.75 % from 1 January 2013)';
const workedOut = 'worked out: ECB main refinancing rate';
const rechtnet = 'rechtnet.nl and Bierens (8.05 %)';
const watsonlaw = 'Watsonlaw (12.00 %)';
const smk = 'SMK and Dutch Wikipedia (12.50 %)';
const metaalunie = 'Metaalunie (12.25 %)';
const twoTables = 'two Dutch tables that agree (10.15 %)';

export const dutchRates: readonly Rate[] = [
  ['2013-01-01', '0.75', 'high', dutchTables],
  ['2013-07-01', '0.50', 'medium', workedOut],
  ['2014-01-01', '0.25', 'medium', workedOut],
  ['2014-07-01', '0.15', 'medium', workedOut],
  ['2015-01-01', '0.05', 'high', rechtnet],
  ['2015-07-01', '0.05', 'high', rechtnet],
  ['2016-01-01', '0.05', 'high', rechtnet],
  ['2016-07-01', '0.00', 'medium', workedOut],
  ['2017-01-01', '0.00', 'medium', workedOut],
  ['2017-07-01', '0.00', 'medium', workedOut],
  ['2018-01-01', '0.00', 'medium', workedOut],
  ['2018-07-01', '0.00', 'medium', workedOut],
  ['2019-01-01', '0.00', 'medium', workedOut],
  ['2019-07-01', '0.00', 'medium', workedOut],
  ['2020-01-01', '0.00', 'medium', workedOut],
  ['2020-07-01', '0.00', 'medium', workedOut],
  ['2021-01-01', '0.00', 'medium', workedOut],
  ['2021-07-01', '0.00', 'medium', workedOut],
  ['2022-01-01', '0.00', 'medium', workedOut],
  ['2022-07-01', '0.00', 'medium', workedOut],
  ['2023-01-01', '2.50', 'medium', workedOut],
  ['2023-07-01', '4.00', 'high', watsonlaw],
  ['2024-01-01', '4.50', 'high', smk],
  ['2024-07-01', '4.25', 'high', metaalunie],
  ['2025-01-01', '3.15', 'medium', workedOut],
  ['2025-07-01', '2.15', 'medium', workedOut],
  ['2026-01-01', '2.15', 'high', twoTables],
  ['2026-07-01', '2.40', 'medium', workedOut],
];
