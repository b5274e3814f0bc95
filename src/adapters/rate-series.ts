/** What the central banks' open data have in common: a text is fetched, days and rates are read from it, and one is in force. */
import type { BankRate } from '../ledger/port.ts';
import { type Day, dayPlus, isDay, weekdayOf } from '../values/day.ts';
import { done, type Outcome, refused, unknown } from '../values/outcome.ts';
import { whyItBroke } from './connection.ts';

export type BankOptions = {
  /** The bank's address; a path in it is kept as a prefix. */
  readonly url: string;
  /** For the whole call, its body included. */
  readonly timeoutMs: number;
};

export type Malformed = { readonly code: 'malformed'; readonly what: string };

/** The bank's rate by day, as a decimal lexeme; null on a day that stands there without one. */
export type Series = ReadonlyMap<Day, string | null>;

/** The longest the banks are closed in a row is six days (Easter, Christmas to New Year); looking goes ten back, or on. */
export const daysAround = 10;

export type Asked = {
  /** How the bank is called in what we say of it. */
  readonly bank: string;
  readonly address: URL;
  readonly timeoutMs: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the bank says instead of an empty answer, where it does: no rows, and no fault. */
  readonly isEmpty?: (status: number, text: string) => boolean;
};

/**
 * The text of a good answer; null for an empty one. What the bank turned down for good is refused; a limit, a fault of
 * its own or silence is unknown, and asked again another day.
 */
export async function fetchText(asked: Asked): Promise<Outcome<string | null, Malformed>> {
  const { bank, address, timeoutMs, headers, isEmpty } = asked;
  try {
    const response = await fetch(address, {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(headers && { headers: { ...headers } }),
    });
    const { status } = response;
    const text = await response.text();
    if (isEmpty?.(status, text)) return done(null);
    if (status === 200) return done(text.replace(/^\uFEFF/, ''));
    if (status >= 400 && status < 500 && status !== 408 && status !== 429)
      return malformed(bank, `the question was refused with ${status}`);
    return unknown(`${bank}: it answered ${status}`);
  } catch (error) {
    return unknown(`${bank}: ${whyItBroke(error)}`);
  }
}

export function malformed(bank: string, what: string): Outcome<never, Malformed> {
  return refused({ code: 'malformed', what: `${bank}: ${what}` });
}

export type TableForm = {
  readonly bank: string;
  readonly separator: ',' | ';';
  readonly dayColumn: string;
  readonly rateColumn: string;
  /** Other columns that must be there and hold exactly this: a line of another series is not ours. */
  readonly only?: Readonly<Record<string, string>>;
  /** A day as the bank writes it; null when it is none. */
  readonly dayOf?: (cell: string) => Day | null;
};

/** A head line and one line a day. Whatever is not such a table is malformed as a whole: nothing is half read. */
export function readTable(text: string, form: TableForm): Outcome<Series, Malformed> {
  const { bank, separator, only = {} } = form;
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = cellsOf(head, separator);
  const [dayAt, rateAt] = [names.indexOf(form.dayColumn), names.indexOf(form.rateColumn)];
  if (dayAt < 0 || rateAt < 0 || !Object.keys(only).every((name) => names.includes(name)))
    return malformed(bank, 'the answer is not the table that was asked for');
  const series = new Map<Day, string | null>();
  for (const line of lines) {
    const cells = cellsOf(line, separator);
    if (cells.length !== names.length) return malformed(bank, 'a line is not whole');
    const foreign = Object.entries(only).some(([name, want]) => cells[names.indexOf(name)] !== want);
    const day = (form.dayOf ?? plainDay)(cells[dayAt] ?? '');
    if (foreign || day === null) return malformed(bank, 'a line answers another question');
    if (series.has(day)) return malformed(bank, 'a day stands there twice');
    const rate = cells[rateAt] ?? '';
    if (rate !== '' && rate !== '..' && !isRate(rate)) return malformed(bank, 'a rate is not a number');
    series.set(day, isRate(rate) ? rate : null);
  }
  return done(series);
}

/** Per cent a year as a decimal lexeme of a size a rate has. */
export function isRate(text: string): boolean {
  return /^-?\d{1,3}(\.\d{1,6})?$/.test(text);
}

function plainDay(cell: string): Day | null {
  return isDay(cell) ? cell : null;
}

/** The cells of a line; a cell in quotation marks may hold the separator, and a doubled mark stands for one. */
function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  for (let rest = line; ; rest = rest.slice(1)) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const plain = rest.split(separator, 1)[0] ?? '';
    cells.push((quoted?.[1]?.replaceAll('""', '"') ?? plain).trim());
    rest = rest.slice(quoted ? quoted[0].length : plain.length);
    if (!rest.startsWith(separator)) return rest === '' ? cells : [...cells, rest];
  }
}

/** Days and their rates by `pick`; where it finds none the day is left out. `sourceOf` says where a person can read it. */
export function ratesBy(
  days: readonly Day[],
  pick: (day: Day) => { readonly day: Day; readonly percent: string } | null,
  sourceOf: (found: Day) => string,
): BankRate[] {
  return days.flatMap((day) => {
    const found = pick(day);
    return found === null ? [] : [{ day, percent: found.percent, source: sourceOf(found.day) }];
  });
}

/**
 * For a bank that has a rate for each banking day: the one of the last banking day on or before `day`. Before the series has
 * reached the day, the rate of the day before is only a guess: the day must have a rate, or be one on which banks are
 * closed everywhere.
 */
export function lastBankingDay(series: Series, day: Day): { readonly day: Day; readonly percent: string } | null {
  const banksAreClosed = weekdayOf(day) > 5 || day.endsWith('-01-01');
  if (!series.get(day) && !banksAreClosed) return null;
  if (banksAreClosed && ![...series.keys()].some((each) => each >= day)) return null;
  for (let back = 0; back <= daysAround; back += 1) {
    const each = dayPlus(day, -back);
    const percent = series.get(each);
    if (percent) return { day: each, percent };
  }
  return null;
}

/** For a bank that writes down changes: the last one on or before `day`. */
export function lastChange(series: Series, day: Day): { readonly day: Day; readonly percent: string } | null {
  let found: { day: Day; percent: string } | null = null;
  for (const [each, percent] of series) {
    if (percent !== null && each <= day && (found === null || each > found.day)) found = { day: each, percent };
  }
  return found;
}

/** For a rate that is set for a half-year from its first day: the first banking day's on or after `day`. */
export function firstBankingDay(series: Series, day: Day): { readonly day: Day; readonly percent: string } | null {
  for (let on = 0; on <= daysAround; on += 1) {
    const each = dayPlus(day, on);
    const percent = series.get(each);
    if (percent) return { day: each, percent };
  }
  return null;
}

/** From some days before the first to some days after the last of them. */
export function spanAround(days: readonly Day[]): { readonly from: Day; readonly to: Day } {
  const sorted = [...days].sort();
  return { from: dayPlus(sorted[0]!, -daysAround), to: dayPlus(sorted.at(-1)!, daysAround) };
}

/** An address under the bank's own, with these parameters. */
export function addressUnder(url: string, path: string, parameters: Readonly<Record<string, string>>): URL {
  const address = new URL(`${url.replace(/\/+$/, '')}${path}`);
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address;
}
