/**
 * The rates that late interest is counted from, one row per half-year and series, as the law counts them: where a market
 * rounds the published figure (Sweden, Finland), the row is rounded already. A half-year that is not here is unknown and is
 * never guessed.
 */
import type { Day } from '../values/day.ts';
import { germanRates } from './rates/de.ts';
import { danishRates } from './rates/dk.ts';
import { europeanRates } from './rates/eu.ts';
import { finnishRates } from './rates/fi.ts';
import { britishRates } from './rates/gb.ts';
import { dutchRates } from './rates/nl.ts';
import { dutchConsumerRates } from './rates/nl-consumer.ts';
import { norwegianRates } from './rates/no.ts';
import { swedishRates } from './rates/se.ts';

/** A market's reference, or a rate that is published whole for somebody: the Dutch one for consumers. */
export const rateSeries = ['DK', 'SE', 'NO', 'FI', 'DE', 'NL', 'NL-consumer', 'GB', 'EU'] as const;
export type RateSeries = (typeof rateSeries)[number];

/** High: the authority itself or two independent sources. Medium: one good secondary source, or worked out by a sourced rule. */
export type RateConfidence = 'high' | 'medium' | 'low';

/** A row of a data file: first day of the half-year, per cent a year, confidence, source. */
export type Rate = readonly [fromDay: Day, percent: string, confidence: RateConfidence, source: string];

export type RateRow = {
  readonly market: RateSeries;
  /** First day of the half-year it rules: 1 January or 1 July. */
  readonly fromDay: Day;
  /** Per cent a year as a decimal lexeme, "1.75" or "-0.35". */
  readonly percent: string;
  readonly source: string;
  readonly confidence: RateConfidence;
};

const published: Readonly<Record<RateSeries, readonly Rate[]>> = {
  DK: danishRates,
  SE: swedishRates,
  NO: norwegianRates,
  FI: finnishRates,
  DE: germanRates,
  NL: dutchRates,
  'NL-consumer': dutchConsumerRates,
  GB: britishRates,
  EU: europeanRates,
};

/** What the project itself knows, all series, oldest first within each: a fresh database starts from it. */
export const referenceRates: readonly RateRow[] = rateSeries.flatMap((market) =>
  published[market].map(([fromDay, percent, confidence, source]) => ({ market, fromDay, percent, source, confidence })),
);

export function isRateSeries(text: string): text is RateSeries {
  return (rateSeries as readonly string[]).includes(text);
}

/** Where a rate was read, for a person: of a machine's long address only the host, and what stands behind it. */
export function sourceText(source: string): string {
  const [address] = /^https?:\/\/\S+/.exec(source) ?? [];
  return address === undefined ? source : new URL(address).hostname + source.slice(address.length);
}
