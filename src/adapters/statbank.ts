/**
 * The central bank's port over Statistics Denmark's open data: Nationalbanken's official lending rate (table DNRENTD, OIRNAA), which
 * late interest is reckoned from as it stands on 1 January and 1 July (renteloven § 5, stk. 1-2).
 */
import type { BankRate, CentralBank } from '../ledger/port.ts';
import { type Day, dayPlus } from '../values/day.ts';
import { done, type Outcome } from '../values/outcome.ts';
import {
  addressUnder,
  type BankOptions,
  daysAround,
  fetchText,
  lastBankingDay,
  type Malformed,
  ratesBy,
  readTable,
  type Series,
} from './rate-series.ts';

const bank = 'Statbank';

/** One question for each day that is asked about: the table wants its days listed one by one. */
export function statbankRates(options: BankOptions): CentralBank {
  return {
    async ratesOn(days) {
      const rates: BankRate[] = [];
      for (const day of days) {
        const answer = await readDays(options, daysUpTo(day));
        if (answer.kind !== 'done') return answer;
        rates.push(
          ...ratesBy(
            [day],
            (each) => lastBankingDay(answer.value, each),
            (found) => tableAt(options, [found]).href,
          ),
        );
      }
      return done(rates);
    },
  };
}

function daysUpTo(day: Day): Day[] {
  return Array.from({ length: daysAround + 1 }, (_, index) => dayPlus(day, index - daysAround));
}

/** The table for these days. A person can open the address to check a rate. */
function tableAt({ url }: BankOptions, days: readonly Day[]): URL {
  return addressUnder(url, '/v1/data/DNRENTD/CSV', {
    lang: 'en',
    valuePresentation: 'Code',
    INSTRUMENT: 'OIRNAA',
    LAND: 'DK',
    OPGOER: 'E',
    Tid: days.map(codeOf).join(','),
  });
}

/** These days' rates; null on a day without one. Days the table has not reached make it refuse the whole question: no rows. */
async function readDays(options: BankOptions, days: readonly Day[]): Promise<Outcome<Series, Malformed>> {
  const answer = await fetchText({
    bank,
    address: tableAt(options, days),
    timeoutMs: options.timeoutMs,
    isEmpty: (status, text) => status === 400 && /"errorTypeCode"\s*:\s*"EXTRACT-NOTFOUND"/.test(text),
  });
  if (answer.kind !== 'done') return answer;
  if (answer.value === null) return done(new Map());
  const dayOf = new Map(days.map((day) => [codeOf(day), day]));
  // A decimal comma, as the table writes it in Danish, is read too.
  return readTable(answer.value.replaceAll(',', '.'), {
    bank,
    separator: ';',
    dayColumn: 'TID',
    rateColumn: 'INDHOLD',
    // Codes are asked for, never `*`: cells of other instruments would come along.
    only: { INSTRUMENT: 'OIRNAA', LAND: 'DK', OPGOER: 'E' },
    dayOf: (cell) => dayOf.get(cell) ?? null,
  });
}

/** "2026-06-30" as the table writes it: "2026M06D30". */
function codeOf(day: Day): string {
  return day.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1M$2D$3');
}
