/** May these choices be saved? Answered in sentences for the person who makes them, each with what the law says. */
import { type MarketRules, rulesOf } from '../law/rules.ts';
import { countryName } from '../values/country-name.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { lawAmount } from './law-amount.ts';
import type { LawChoices, OwnAmounts } from './law-choices.ts';

export type ChoiceFault = {
  readonly market: string;
  readonly field: 'dayCount' | 'compensationFrom' | 'feeAgreedFrom' | 'amounts';
  readonly sentence: string;
};

/** Currencies whose unit is worth more than a krone: the law's figure in kroner is too much in any of them. */
const worthMore: readonly Currency[] = ['EUR', 'GBP', 'USD', 'CHF', 'CAD', 'AUD'];
const kroner: readonly Currency[] = ['DKK', 'SEK', 'NOK'];

/** Everything wrong with the choices for one market; empty when they may be saved. A later `feeAgreedFrom` than today is fine. */
export function choiceFaults(market: string, choices: LawChoices, today: Day): ChoiceFault[] {
  const rules = rulesOf(market);
  if (!rules?.chargesByItself) return [];
  const fault = (field: ChoiceFault['field'], sentence: string): ChoiceFault => ({ market, field, sentence });
  const faults: ChoiceFault[] = [];
  if (!rules.interest.dayCounts.includes(choices.dayCount))
    faults.push(
      fault('dayCount', `The law of ${countryName(market)} counts real days only (${rules.interest.paragraph}).`),
    );
  if (choices.compensationFrom !== null && rules.compensation === null)
    faults.push(fault('compensationFrom', `The law of ${countryName(market)} knows no such compensation.`));
  if (choices.feeAgreedFrom !== null && !rules.reminderFee?.onlyIfAgreed)
    faults.push(fault('feeAgreedFrom', `The law of ${countryName(market)} does not ask whether a fee is agreed.`));
  if (choices.feeAgreedFrom !== null && choices.feeAgreedFrom < '2000-01-01')
    faults.push(fault('feeAgreedFrom', 'Write the day from which your terms of sale agree the fee.'));
  if (choices.feeAgreedFrom !== null && choices.feeAgreedFrom > `${Number(today.slice(0, 4)) + 2}${today.slice(4)}`)
    faults.push(fault('feeAgreedFrom', 'That day lies more than two years ahead.'));
  return [...faults, ...amountFaults(rules, choices).map((sentence) => fault('amounts', sentence))];
}

function amountFaults(rules: MarketRules, { amounts }: LawChoices): string[] {
  const sentences: string[] = [];
  for (const [currency, own] of Object.entries(amounts) as [Currency, OwnAmounts][]) {
    if (currency === rules.currency) {
      sentences.push(`Sums in ${currency} are the law’s own and need none of yours.`);
      continue;
    }
    if (own.feeMinor !== null && rules.reminderFee === null)
      sentences.push(`The law of ${countryName(rules.market)} knows no reminder fee, in no currency.`);
    const surelyLess = kroner.includes(rules.currency) && worthMore.includes(currency);
    const cap = rules.reminderFee?.capMinor ?? null;
    if (surelyLess && own.feeMinor !== null && cap !== null && own.feeMinor >= cap)
      sentences.push(
        `The fee in ${currency} is more than ${lawAmount(cap, rules.currency)}, the most the law allows (${rules.reminderFee?.paragraph}).`,
      );
    const fixed = rules.compensation?.amountMinor(0n, '2025-01-01') ?? null;
    if (surelyLess && own.compensationMinor !== null && fixed !== null && own.compensationMinor >= fixed)
      sentences.push(
        `The compensation in ${currency} is more than ${lawAmount(fixed, rules.currency)}, the law’s sum (${rules.compensation?.paragraph}).`,
      );
  }
  return sentences;
}
