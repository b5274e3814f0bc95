/**
 * The central bank's port over the Bank of England's database: official Bank Rate (IUDBEDR), which the Late Payment of
 * Commercial Debts (Rate of Interest) (No. 3) Order 2002 (SI 2002/1675) takes as it stands on 31 December and 30 June.
 */
import type { CentralBank } from '../ledger/port.ts';
import { type Day, isDay } from '../values/day.ts';
import { done } from '../values/outcome.ts';
import {
  addressUnder,
  type BankOptions,
  fetchText,
  lastBankingDay,
  malformed,
  ratesBy,
  readTable,
  spanAround,
} from './rate-series.ts';

const bank = 'Bank of England';
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The database turns away what does not say it is a browser. Ours says so, and who it is beside it. */
const headers = { 'user-agent': 'Mozilla/5.0 (compatible; Rykker/1.0; late payment rates)' };

/** All days in one question. The database answers an error with a page and 200. */
export function bankOfEnglandRates(options: BankOptions): CentralBank {
  const table = (from: Day, to: Day) =>
    addressUnder(options.url, '/boeapps/database/_iadb-fromshowcolumns.asp', {
      'csv.x': 'yes',
      Datefrom: slashed(from),
      Dateto: slashed(to),
      SeriesCodes: 'IUDBEDR',
      CSVF: 'TN',
      UsingCodes: 'Y',
      VPD: 'Y',
      VFD: 'N',
    });
  return {
    async ratesOn(days) {
      if (days.length === 0) return done([]);
      const { from, to } = spanAround(days);
      const answer = await fetchText({ bank, address: table(from, to), timeoutMs: options.timeoutMs, headers });
      if (answer.kind !== 'done') return answer;
      const text = answer.value ?? '';
      if (/^\s*</.test(text)) return malformed(bank, 'the answer is a web page, not the table');
      const series = readTable(text, {
        bank,
        separator: ',',
        dayColumn: 'DATE',
        rateColumn: 'IUDBEDR',
        dayOf: dayIn,
      });
      if (series.kind !== 'done') return series;
      const pick = (day: Day) => lastBankingDay(series.value, day);
      return done(ratesBy(days, pick, (found) => table(found, found).href));
    },
  };
}

/** "2026-06-30" as the question writes it: "30/Jun/2026". */
function slashed(day: Day): string {
  return `${day.slice(8)}/${months[Number(day.slice(5, 7)) - 1]}/${day.slice(0, 4)}`;
}

/** "30 Jun 2026", or "30/Jun/2026", as the answer writes it. */
function dayIn(cell: string): Day | null {
  const [, day, name, year] = /^(\d{1,2})[ /]([A-Z][a-z]{2})[ /](\d{4})$/.exec(cell) ?? [];
  const month = months.indexOf(name as (typeof months)[number]) + 1;
  const written = `${year}-${String(month).padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return isDay(written) ? written : null;
}
