/** The words of `rykker interest` as a question, or one sentence about the first thing that is wrong with them. Pure. */
import { type ContractRate, type InterestRefusal, interestRefusal } from '../law/rate-in-force.ts';
import type { DayCount, DebtorKind, MarketRules } from '../law/rules.ts';
import { dayCounts, debtorKinds, ruledMarkets, rulesOf } from '../law/rules.ts';
import { type Day, isDay } from '../values/day.ts';
import { type Currency, isCurrency, minorFromDecimal } from '../values/money.ts';

const required = ['market', 'principal', 'currency', 'from', 'to'] as const;
const optional = ['day-count', 'kind', 'contract-rate'] as const;
type Option = (typeof required)[number] | (typeof optional)[number];

export type InterestAsked = {
  readonly rules: MarketRules;
  readonly debtorKind: DebtorKind;
  readonly currency: Currency;
  readonly principalMinor: bigint;
  /** The due day, taken as given: it bears no interest. */
  readonly from: Day;
  /** The payment day: it does. */
  readonly to: Day;
  readonly dayCount: DayCount;
  readonly contractRate: ContractRate | null;
};

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly sentence: string };

/** Thrown inside this file only, so that the first trouble ends the reading. */
class Trouble extends Error {}

export function readInterestArguments(words: readonly string[]): Answer<InterestAsked> {
  try {
    return { ok: true, value: questionOf(optionsOf(words)) };
  } catch (error) {
    if (error instanceof Trouble) return { ok: false, sentence: error.message };
    throw error;
  }
}

function optionsOf(words: readonly string[]): ReadonlyMap<Option, string> {
  const options = new Map<Option, string>();
  for (let place = 0; place < words.length; place += 1) {
    const [, name, joined] = /^--([^=]+)(?:=(.*))?$/s.exec(words[place]!) ?? [];
    if (name === undefined) throw new Trouble(`"${words[place]}" is no option: each begins with two dashes.`);
    if (!isOption(name)) throw new Trouble(`There is no option --${name}.`);
    if (options.has(name)) throw new Trouble(`The option --${name} is there twice.`);
    if (joined === undefined) place += 1;
    const value = joined ?? words[place];
    if (value === undefined || value === '' || (joined === undefined && value.startsWith('--')))
      throw new Trouble(`The option --${name} lacks its value.`);
    options.set(name, value);
  }
  for (const name of required) if (!options.has(name)) throw new Trouble(`The option --${name} is missing.`);
  return options;
}

function questionOf(options: ReadonlyMap<Option, string>): InterestAsked {
  const rules = marketOf(options.get('market')!);
  const currency = options.get('currency')!;
  if (!isCurrency(currency)) throw new Trouble(`"${currency}" is not a currency we can count in.`);
  const from = dayOption(options, 'from');
  const to = dayOption(options, 'to');
  if (to < from) throw new Trouble(`The payment day ${to} lies before the due day ${from}.`);
  const debtorKind = choice(options, 'kind', debtorKinds, 'business');
  const contractRate = contractRateOf(options.get('contract-rate'));
  const refusal = interestRefusal({ rules, debtorKind, contractRate });
  if (refusal) throw new Trouble(refusalSentence(refusal, rules, options.get('market')!));
  return {
    rules,
    debtorKind,
    currency,
    principalMinor: principalOf(options.get('principal')!, currency),
    from,
    to,
    dayCount: dayCountOf(options, rules),
    contractRate,
  };
}

function marketOf(market: string): MarketRules {
  const rules = rulesOf(market);
  if (rules) return rules;
  const known = ruledMarkets.filter((each) => each !== 'EU').join(', ');
  throw new Trouble(`We do not know the law of "${market}"; we know ${known}.`);
}

function principalOf(text: string, currency: Currency): bigint {
  const minor = /^\d/.test(text) ? minorFromDecimal(text, currency) : null;
  if (minor !== null) return minor;
  throw new Trouble(
    /^-\d/.test(text)
      ? `The principal ${text} is below nothing.`
      : `"${text}" is no amount in ${currency}: write it as 650.00, with no more decimals than the currency has.`,
  );
}

function dayOption(options: ReadonlyMap<Option, string>, name: 'from' | 'to'): Day {
  const text = options.get(name)!;
  if (isDay(text) && text >= '0002-01-01' && text < '9999-01-01') return text;
  throw new Trouble(`--${name} ${text}: there is no such day; write it as 2016-09-29.`);
}

function dayCountOf(options: ReadonlyMap<Option, string>, rules: MarketRules): DayCount {
  const { interest, market } = rules;
  const dayCount = choice(options, 'day-count', dayCounts, interest.dayCounts[0]);
  if (interest.dayCounts.includes(dayCount)) return dayCount;
  throw new Trouble(`Under the law of ${market} days are counted as ${interest.dayCounts.join(' or ')}.`);
}

function contractRateOf(text: string | undefined): ContractRate | null {
  if (text === undefined) return null;
  if (!/^\d{1,3}(\.\d{1,6})?$/.test(text))
    throw new Trouble(`"${text}" is no rate in per cent a year: write it as 12 or 9.75.`);
  return { percent: text, note: 'agreed rate, as given' };
}

function choice<Value extends string>(
  options: ReadonlyMap<Option, string>,
  name: Option,
  values: readonly Value[],
  usual: Value,
): Value {
  const text = options.get(name);
  if (text === undefined) return usual;
  const value = values.find((each) => each === text);
  if (value === undefined) throw new Trouble(`--${name} is ${values.join(' or ')}, not "${text}".`);
  return value;
}

function refusalSentence(refusal: InterestRefusal, rules: MarketRules, market: string): string {
  switch (refusal) {
    case 'floor-only':
      return `Of the law of ${market} only the floor of the EU is known, and nothing is charged on its word.`;
    case 'none-against-consumers':
      return `The law of ${rules.market} gives no late interest against consumers.`;
    case 'no-contract-rate':
      return `The law of ${rules.market} lets no rate be agreed with such a debtor.`;
  }
}

function isOption(name: string): name is Option {
  return (required as readonly string[]).includes(name) || (optional as readonly string[]).includes(name);
}
