/**
 * The central bank's port over Statistics Denmark's open data: Nationalbanken's official lending rate (table DNRENTD, OIRNAA), which
 * late interest is reckoned from as it stands on 1 January and 1 July (renteloven § 5, stk. 1-2).
 */
import type { CentralBank, PublishedRate } from '../ledger/port.ts';
import { type Day, dayPlus, weekdayOf } from '../values/day.ts';
import { done, type Outcome, refused, unknown } from '../values/outcome.ts';
import { whyItBroke } from './connection.ts';

export type StatbankOptions = {
  /** "https://api.statbank.dk"; a path in it is kept as a prefix. */
  readonly url: string;
  /** For the whole call, its body included. */
  readonly timeoutMs: number;
};

type Malformed = { readonly code: 'malformed'; readonly what: string };
type Rows = ReadonlyMap<Day, string | null>;

/** The longest the banks are closed in a row is six days (Easter, Christmas to New Year); this looks back ten. */
const daysBack = 10;

/** Denmark's reference rate. Other markets have other banks: for them the answer is done with no rates. */
export function statbankRates(options: StatbankOptions): CentralBank {
  return {
    async referenceRates(market, fromDays) {
      const rates: PublishedRate[] = [];
      if (market !== 'DK') return done(rates);
      for (const fromDay of fromDays) {
        const answer = await readDays(options, daysUpTo(fromDay));
        if (answer.kind !== 'done') return answer;
        const inForce = rateInForce(answer.value, fromDay);
        if (inForce === null) continue;
        rates.push({ market, fromDay, percent: inForce.percent, source: tableAt(options, [inForce.day]).href });
      }
      return done(rates);
    },
  };
}

function daysUpTo(day: Day): Day[] {
  return Array.from({ length: daysBack + 1 }, (_, index) => dayPlus(day, index - daysBack));
}

/**
 * The rate of the last banking day on or before `day`. Before the table has reached the day, the rate of the day before is only a
 * guess: the day must have a rate, or stand there without one because the banks are closed.
 */
function rateInForce(rows: Rows, day: Day): { readonly day: Day; readonly percent: string } | null {
  const thatDay = rows.get(day);
  const banksAreClosed = weekdayOf(day) > 5 || day.endsWith('-01-01');
  if (thatDay === undefined || (thatDay === null && !banksAreClosed)) return null;
  for (const each of daysUpTo(day).reverse()) {
    const percent = rows.get(each);
    if (percent) return { day: each, percent };
  }
  return null;
}

/** The table for these days. A person can open the address to check a rate. */
function tableAt(options: StatbankOptions, days: readonly Day[]): URL {
  const address = new URL(`${options.url.replace(/\/+$/, '')}/v1/data/DNRENTD/CSV`);
  const asked = {
    lang: 'en',
    valuePresentation: 'Code',
    INSTRUMENT: 'OIRNAA',
    LAND: 'DK',
    OPGOER: 'E',
    Tid: days.map(codeOf).join(','),
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return address;
}

/** These days' rates; null on a day without one. Days the table has not reached make it refuse the whole question: no rows. */
async function readDays(options: StatbankOptions, days: readonly Day[]): Promise<Outcome<Rows, Malformed>> {
  try {
    const response = await fetch(tableAt(options, days), {
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    const text = await response.text();
    if (response.status === 200) return rowsIn(text, days);
    if (response.status === 400 && /"errorTypeCode"\s*:\s*"EXTRACT-NOTFOUND"/.test(text)) return done(new Map());
    if (response.status >= 400 && response.status < 500 && response.status !== 408 && response.status !== 429) {
      return malformed(`the question was refused with ${response.status}`);
    }
    return unknown(`Statbank: it answered ${response.status}`);
  } catch (error) {
    return unknown(`Statbank: ${whyItBroke(error)}`);
  }
}

/** "2026-06-30" as the table writes it: "2026M06D30". */
function codeOf(day: Day): string {
  return day.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$1M$2D$3');
}

/** Semicolons, a head line, one line a day: `OIRNAA;DK;E;2026M06D30;1.75`. Lines of another instrument, country or day are not ours. */
function rowsIn(text: string, days: readonly Day[]): Outcome<Rows, Malformed> {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const columns = head.split(';').map((name) => name.trim().toUpperCase());
  const places = ['INSTRUMENT', 'LAND', 'OPGOER', 'TID', 'INDHOLD'].map((name) => columns.indexOf(name));
  if (places.includes(-1)) return malformed('the answer is not the table that was asked for');
  const dayOf = new Map(days.map((day) => [codeOf(day), day]));
  const rows = new Map<Day, string | null>();
  for (const line of lines) {
    const cells = line.split(';').map((cell) => cell.trim());
    const [instrument, country, method, time = '', content = ''] = places.map((place) => cells[place]);
    const day = dayOf.get(time);
    if (cells.length !== columns.length) return malformed('a line is not whole');
    if (instrument !== 'OIRNAA' || country !== 'DK' || method !== 'E' || day === undefined)
      return malformed('a line answers another question');
    if (rows.has(day)) return malformed('a day stands there twice');
    const percent = content.replace(',', '.');
    if (content !== '..' && !/^-?\d{1,3}(\.\d{1,6})?$/.test(percent)) return malformed('a rate is not a number');
    rows.set(day, content === '..' ? null : percent);
  }
  return done(rows);
}

function malformed(what: string): { readonly kind: 'refused'; readonly refusal: Malformed } {
  return refused({ code: 'malformed', what: `Statbank: ${what}` });
}
