/**
 * Danmarks Nationalbank's official lending rate on 1 January and 1 July (renteloven § 5): the reference that late interest
 * is counted from, one row per half-year. A half-year that is not here is unknown and is never guessed: the one that began
 * on 1 July 2026 was not published where we could check it.
 */
import type { Day } from '../values/day.ts';
import type { Market } from '../values/language.ts';

export type RateRow = {
  readonly market: Market;
  /** First day of the half-year it rules: 1 January or 1 July. */
  readonly fromDay: Day;
  /** Per cent a year as a decimal lexeme, "1.75" or "-0.35". */
  readonly percent: string;
  readonly source: string;
  /** High: the authority itself or two independent sources. Medium: one good secondary source. */
  readonly confidence: 'high' | 'medium' | 'low';
};

const forbrugerList = 'forbrug.dk, late interest by half-year';
const practiceTable = 'Danish tables of late interest kept by practitioners, compared June 2026';

export const danishReferenceRates: readonly RateRow[] = [
  row('2013-01-01', '0.20', forbrugerList, 'high'),
  row('2013-07-01', '0.20', forbrugerList, 'high'),
  row('2014-01-01', '0.20', forbrugerList, 'high'),
  row('2014-07-01', '0.20', forbrugerList, 'high'),
  row('2015-01-01', '0.20', forbrugerList, 'high'),
  row('2015-07-01', '0.05', forbrugerList, 'high'),
  row('2016-01-01', '0.05', forbrugerList, 'high'),
  row('2016-07-01', '0.05', forbrugerList, 'high'),
  row('2017-01-01', '0.05', forbrugerList, 'high'),
  row('2017-07-01', '0.05', forbrugerList, 'high'),
  row('2018-01-01', '0.05', forbrugerList, 'high'),
  row('2018-07-01', '0.05', forbrugerList, 'high'),
  row('2019-01-01', '0.05', forbrugerList, 'high'),
  row('2019-07-01', '0.05', forbrugerList, 'high'),
  row('2020-01-01', '0.05', forbrugerList, 'high'),
  row('2020-07-01', '0.05', forbrugerList, 'high'),
  row('2021-01-01', '0.05', forbrugerList, 'high'),
  row('2021-07-01', '-0.35', forbrugerList, 'high'),
  row('2022-01-01', '-0.45', forbrugerList, 'high'),
  row('2022-07-01', '-0.45', forbrugerList, 'high'),
  row('2023-01-01', '1.90', forbrugerList, 'high'),
  row('2023-07-01', '3.25', forbrugerList, 'high'),
  row('2024-01-01', '3.75', practiceTable, 'high'),
  row('2024-07-01', '3.50', practiceTable, 'medium'),
  row('2025-01-01', '2.75', practiceTable, 'medium'),
  row('2025-07-01', '1.75', practiceTable, 'medium'),
  row('2026-01-01', '1.75', practiceTable, 'medium'),
];

function row(fromDay: Day, percent: string, source: string, confidence: RateRow['confidence']): RateRow {
  return { market: 'DK', fromDay, percent, source, confidence };
}
