/**
 * The central bank's port over Norges Bank's open data: the policy rate (IR, B.KPRA.SD.R). Only a hint at the statutory rate:
 * that one is set by regulation for each half-year (forsinkelsesrenteloven § 3), at least eight points above this.
 */
import type { CentralBank } from '../ledger/port.ts';
import type { Day } from '../values/day.ts';
import { done } from '../values/outcome.ts';
import {
  addressUnder,
  type BankOptions,
  fetchText,
  lastBankingDay,
  ratesBy,
  readTable,
  spanAround,
} from './rate-series.ts';

const bank = 'Norges Bank';

/** All days in one question. */
export function norgesBankRates(options: BankOptions): CentralBank {
  const series = (from: Day, to: Day) =>
    addressUnder(options.url, '/api/data/IR/B.KPRA.SD.R', {
      format: 'csv',
      locale: 'en',
      startPeriod: from,
      endPeriod: to,
    });
  return {
    async ratesOn(days) {
      if (days.length === 0) return done([]);
      const { from, to } = spanAround(days);
      const answer = await fetchText({ bank, address: series(from, to), timeoutMs: options.timeoutMs });
      if (answer.kind !== 'done') return answer;
      const read = readTable(answer.value ?? '', {
        bank,
        separator: ';',
        dayColumn: 'TIME_PERIOD',
        rateColumn: 'OBS_VALUE',
        only: { INSTRUMENT_TYPE: 'KPRA', TENOR: 'SD' },
      });
      if (read.kind !== 'done') return read;
      const pick = (day: Day) => lastBankingDay(read.value, day);
      return done(ratesBy(days, pick, (found) => series(found, found).href));
    },
  };
}
