/**
 * The central bank's port over Sveriges Riksbank's SWEA service: the reference rate (referensränta, series SECBREFEFF), which
 * räntelagen § 9 lets the Riksbank set for each half-year. Not SECBREPOEFF, the policy rate one letter away.
 */
import type { CentralBank } from '../ledger/port.ts';
import { type Day, isDay } from '../values/day.ts';
import { done, type Outcome } from '../values/outcome.ts';
import { Lexeme, parseKeepingNumbers } from './e-conomic/json.ts';
import {
  addressUnder,
  type BankOptions,
  fetchText,
  firstBankingDay,
  isRate,
  type Malformed,
  malformed,
  ratesBy,
  type Series,
  spanAround,
} from './rate-series.ts';

const bank = 'Riksbank';

/** All days in one question: without a key the service answers about five a minute. */
export function riksbankRates(options: BankOptions): CentralBank {
  const observations = (from: Day, to: Day) =>
    addressUnder(options.url, `/swea/v1/Observations/SECBREFEFF/${from}/${to}`, {});
  return {
    async ratesOn(days) {
      if (days.length === 0) return done([]);
      const { from, to } = spanAround(days);
      const answer = await fetchText({
        bank,
        address: observations(from, to),
        timeoutMs: options.timeoutMs,
        headers: { accept: 'application/json' },
        isEmpty: (status) => status === 204,
      });
      if (answer.kind !== 'done') return answer;
      const series = answer.value === null ? done(new Map()) : seriesIn(answer.value);
      if (series.kind !== 'done') return series;
      // The rate is set for the half-year: on its first day, a holiday, the series still shows the one before.
      const pick = (day: Day) => firstBankingDay(series.value, day);
      return done(ratesBy(days, pick, (found) => observations(found, found).href));
    },
  };
}

/** `[{"date":"2026-07-01","value":2.0}]`, the number as it stands there. */
function seriesIn(text: string): Outcome<Series, Malformed> {
  let list: unknown;
  try {
    list = parseKeepingNumbers(text);
  } catch {
    return malformed(bank, 'the answer is not JSON');
  }
  if (!Array.isArray(list)) return malformed(bank, 'the answer is not a list of observations');
  const series = new Map<Day, string | null>();
  for (const each of list as unknown[]) {
    const { date, value } = (each ?? {}) as { date?: unknown; value?: unknown };
    if (typeof date !== 'string' || !isDay(date)) return malformed(bank, 'an observation has no day');
    if (series.has(date)) return malformed(bank, 'a day stands there twice');
    if (value !== null && !(value instanceof Lexeme && isRate(value.text)))
      return malformed(bank, 'a rate is not a number');
    series.set(date, value === null ? null : value.text);
  }
  return done(series);
}
