import type { Work } from '../db/work.ts';
import { halfYearStart } from '../law/day-count.ts';
import type { RateSeries } from '../law/reference-rates.ts';
import { rulesOf } from '../law/rules.ts';
import { readRates } from '../ledger/store.ts';
import { type Day, dayPlus } from '../values/day.ts';
import type { SalesPerson } from './queue-filter.ts';
import { lettersWithoutRate } from './store-rates-awaited.ts';

/** A half-year's rate that letters wait for. */
export type RateAwaited = { readonly series: RateSeries; readonly fromDay: Day; readonly letters: number };

/** Which rates are missing, and how many letters of these debtors wait for each; the one that most wait for comes first. */
export async function readRatesAwaited(work: Work, salesPerson: SalesPerson): Promise<RateAwaited[]> {
  const waits = await lettersWithoutRate(work, salesPerson);
  if (waits.length === 0) return [];
  const recorded = new Set((await readRates(work)).map((row) => `${row.market} ${row.fromDay}`));

  const awaited = new Map<string, RateAwaited>();
  for (const { knownTo, markets } of waits) {
    const fromDay = halfYearStart(dayPlus(knownTo, 1));
    const isMissing = (series: RateSeries) => !recorded.has(`${series} ${fromDay}`);
    const missing = new Set(markets.flatMap((market) => seriesOf(market).filter(isMissing).slice(0, 1)));
    for (const series of missing) {
      const before = awaited.get(`${series} ${fromDay}`)?.letters ?? 0;
      awaited.set(`${series} ${fromDay}`, { series, fromDay, letters: before + 1 });
    }
  }
  return [...awaited.values()].sort((a, b) => b.letters - a.letters || (a.series < b.series ? -1 : 1));
}

/** What a market's interest is counted from, and where it has one the rate of its own for consumers. */
function seriesOf(market: string): RateSeries[] {
  const interest = rulesOf(market)?.interest;
  if (!interest) return [];
  const { consumer, reference } = interest;
  return [reference.series, ...(consumer?.kind === 'own-rate' ? [consumer.series] : [])];
}
