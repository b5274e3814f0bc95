/**
 * The rate a claim bears on a day, and why: reference plus margin, a rate published whole, or what the parties agreed
 * within what the market allows.
 */
import type { Day } from '../values/day.ts';
import { halfYearStart } from './day-count.ts';
import { percentLexeme, percentMillionths } from './percent.ts';
import type { RateRow, RateSeries } from './reference-rates.ts';
import type { DebtorKind, MarketRules } from './rules.ts';
import { marginOf } from './rules.ts';

/** A rate agreed beforehand, with a note of where: "framework agreement of 3 May 2024, § 7". */
export type ContractRate = { readonly percent: string; readonly note: string };

/** Why no late interest may be worked out at all. */
export type InterestRefusal =
  /** This law gives none against consumers. */
  | 'none-against-consumers'
  /** A floor charges nothing by itself. */
  | 'floor-only'
  /** This law lets no other rate be agreed with such a debtor. */
  | 'no-contract-rate';

export type RateInForce = {
  /** Where it comes from. A contract's rate and one that is published whole stand as reference, with no margin. */
  readonly basis: 'reference' | 'published-whole' | 'contract';
  readonly referencePercent: string;
  readonly marginPercent: string;
  readonly ratePercent: string;
  readonly millionths: bigint;
  readonly paragraph: string;
  readonly source: string;
};

export type RatesAsked = {
  readonly rules: MarketRules;
  readonly debtorKind: DebtorKind;
  /** It chooses the margin. */
  readonly dueDay: Day;
  readonly rates: readonly RateRow[];
  readonly contractRate?: ContractRate | null;
};

/** Null where late interest may be worked out. */
export function interestRefusal(
  asked: Pick<RatesAsked, 'rules' | 'debtorKind' | 'contractRate'>,
): InterestRefusal | null {
  const { rules, debtorKind, contractRate } = asked;
  if (!rules.chargesByItself) return 'floor-only';
  if (debtorKind === 'consumer' && rules.interest.consumer === null) return 'none-against-consumers';
  return contractRate && contractAllowed(rules, debtorKind) === 'none' ? 'no-contract-rate' : null;
}

/** Does the rate follow the half-years; what was agreed with a business does not, nor what is fixed for life. */
export function followsHalfYears({ rules, debtorKind, contractRate }: RatesAsked): boolean {
  if (contractRate && contractAllowed(rules, debtorKind) === 'as-agreed') return false;
  return rules.interest.floats;
}

/**
 * Answers, for any day, the rate in force on it, or null where it is not known: a half-year without a row, or a claim older
 * than the oldest margin. Where the rate is fixed for life, `firstDay` (when interest starts) decides for every day.
 */
export function ratesOf(asked: RatesAsked, firstDay: Day): (day: Day) => RateInForce | null {
  const agreed = asked.contractRate ? contractRateOf(asked.rules, asked.contractRate) : null;
  if (agreed && contractAllowed(asked.rules, asked.debtorKind) === 'as-agreed') return () => agreed;
  const statutory = statutoryRates(asked);
  const lesser = (rate: RateInForce | null) => (rate && agreed && agreed.millionths < rate.millionths ? agreed : rate);
  if (asked.rules.interest.floats) return (day) => lesser(statutory(day));
  const forLife = lesser(statutory(firstDay));
  return () => forLife;
}

function statutoryRates({ rules, debtorKind, dueDay, rates }: RatesAsked): (day: Day) => RateInForce | null {
  const { consumer, reference } = rules.interest;
  if (debtorKind === 'consumer' && consumer?.kind === 'own-rate') {
    const rows = inForceOf(rates, consumer.series, null, consumer.paragraph);
    return (day) => rows.get(halfYearStart(day)) ?? null;
  }
  const margin = marginOf(rules, dueDay, debtorKind);
  if (!margin) return () => null;
  const rows = inForceOf(rates, reference.series, margin.percent, margin.paragraph);
  return (day) => rows.get(halfYearStart(day)) ?? null;
}

function withMargin(row: RateRow, marginPercent: string | null, paragraph: string): RateInForce {
  const millionths = percentMillionths(row.percent) + percentMillionths(marginPercent ?? '0');
  return {
    basis: marginPercent === null ? 'published-whole' : 'reference',
    referencePercent: row.percent,
    marginPercent: marginPercent ?? '0',
    ratePercent: percentLexeme(millionths),
    millionths,
    paragraph,
    source: row.source,
  };
}

function contractRateOf(rules: MarketRules, { percent, note }: ContractRate): RateInForce {
  const millionths = percentMillionths(percent);
  if (millionths < 0n) throw new RangeError(`an agreed rate below nothing: ${percent}`);
  return {
    basis: 'contract',
    referencePercent: percent,
    marginPercent: '0',
    ratePercent: percentLexeme(millionths),
    millionths,
    paragraph: rules.interest.contractRate.paragraph,
    source: note,
  };
}

function contractAllowed(rules: MarketRules, debtorKind: DebtorKind) {
  const { business, consumer } = rules.interest.contractRate;
  return debtorKind === 'consumer' ? consumer : business;
}

type ByHalfYear = ReadonlyMap<Day, RateInForce>;

/** Worked out once for each list of rates, series and margin: a sheet asks for every half-year, and thousands of sheets do. */
const worked = new WeakMap<readonly RateRow[], Map<string, ByHalfYear>>();

/** Of two rows for one half-year the first stands. */
function inForceOf(
  rates: readonly RateRow[],
  series: RateSeries,
  marginPercent: string | null,
  paragraph: string,
): ByHalfYear {
  const key = [series, marginPercent, paragraph].join('|');
  const ofRates = worked.get(rates) ?? new Map<string, ByHalfYear>();
  worked.set(rates, ofRates);
  const known = ofRates.get(key);
  if (known) return known;
  const rows = rates.filter((row) => row.market === series).reverse();
  const byHalfYear = new Map(rows.map((row) => [row.fromDay, withMargin(row, marginPercent, paragraph)]));
  ofRates.set(key, byHalfYear);
  return byHalfYear;
}
