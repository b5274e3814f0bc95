/**
 * The central bank's port over the ECB's data portal: the fixed rate of the main refinancing operations, by the days on which
 * it changed (FM, B.U2.EUR.4F.KR.MRR_FR.LEV). Directive 2011/7/EU art. 2(6)-(7) reckons late interest from it, and so do
 * Finland, the Netherlands and, by its changes, Germany.
 */
import type { CentralBank } from '../ledger/port.ts';
import { done } from '../values/outcome.ts';
import { addressUnder, type BankOptions, fetchText, lastChange, ratesBy, readTable } from './rate-series.ts';

const bank = 'ECB';
const key = 'B.U2.EUR.4F.KR.MRR_FR.LEV';

/** The first fixed-rate tender after those at variable rates; from here on the series is without a gap. */
const seriesFrom = '2008-10-15';

/** The whole series in one question: it holds some sixty changes, and years may lie between two of them. */
export function ecbRates(options: BankOptions): CentralBank {
  const address = addressUnder(options.url, `/service/data/FM/${key}`, { format: 'csvdata', startPeriod: seriesFrom });
  return {
    async ratesOn(days) {
      if (days.length === 0) return done([]);
      const answer = await fetchText({
        bank,
        address,
        timeoutMs: options.timeoutMs,
        headers: { accept: 'text/csv' },
      });
      if (answer.kind !== 'done') return answer;
      const series = readTable(answer.value ?? '', {
        bank,
        separator: ',',
        dayColumn: 'TIME_PERIOD',
        rateColumn: 'OBS_VALUE',
        only: { KEY: `FM.${key}` },
      });
      if (series.kind !== 'done') return series;
      return done(
        ratesBy(
          days,
          (day) => lastChange(series.value, day),
          () => address.href,
        ),
      );
    },
  };
}
