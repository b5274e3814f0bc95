/** Each market as the page of countries prints it: what its law allows, with the paragraph, and what is chosen there. */
import { lawAmount } from '../creditors/law-amount.ts';
import { choicesFor, type LawChoices } from '../creditors/law-choices.ts';
import type { ChoiceFault } from '../creditors/law-choices-check.ts';
import { noticeDays } from '../law/notice.ts';
import { type MarketRules, rulesOf } from '../law/rules.ts';
import { countryName } from '../values/country-name.ts';
import type { Day } from '../values/day.ts';
import { countOfDays } from '../values/day-text.ts';
import { markets } from '../values/language.ts';
import { amountRows, type Typed } from './market-form.ts';

/** A form that was refused: which market's, what was typed, and what is wrong with it. */
export type RefusedForm = { readonly market: string; readonly typed: Typed; readonly faults: readonly ChoiceFault[] };

export function marketPages(
  confirmed: readonly string[],
  law: { readonly [market: string]: LawChoices },
  refused: RefusedForm | null,
  today: Day,
) {
  return markets.map((market) => {
    const rules = rulesOf(market)!;
    const choices = choicesFor(law, market);
    const typed = refused?.market === market ? refused.typed : null;
    const errorOf = (field: ChoiceFault['field']) =>
      refused?.market === market ? refused.faults.find((each) => each.field === field)?.sentence : undefined;
    return {
      code: market,
      name: countryName(market),
      currency: rules.currency,
      confirmed: confirmed.includes(market),
      open: typed !== null,
      facts: factsOf(rules, today),
      countsThirty: rules.interest.dayCounts.includes('30/360'),
      compensates: rules.compensation !== null,
      feeIfAgreed: rules.reminderFee?.onlyIfAgreed ?? false,
      hasFee: rules.reminderFee !== null,
      dayCount: typed ? (typed['dayCount'] ?? 'actual') : choices.dayCount,
      compensationFrom: typed ? (typed['compensationFrom'] ?? '') : (choices.compensationFrom ?? ''),
      feeAgreed: typed ? 'feeAgreed' in typed : choices.feeAgreedFrom !== null,
      feeAgreedFrom: typed ? (typed['feeAgreedFrom'] ?? '') : (choices.feeAgreedFrom ?? ''),
      rows: amountRows(choices, typed),
      errors: {
        dayCount: errorOf('dayCount'),
        compensationFrom: errorOf('compensationFrom'),
        feeAgreedFrom: errorOf('feeAgreedFrom'),
        amounts: errorOf('amounts'),
      },
    };
  });
}

/** What the law allows, a line each: what it is, the sentence, the paragraph. */
function factsOf(
  rules: MarketRules,
  today: Day,
): { readonly what: string; readonly says: string; readonly paragraph: string }[] {
  const { interest, reminderFee, compensation, notice, limitation } = rules;
  const margin = interest.margins.at(-1);
  return [
    {
      what: 'Late interest',
      says: `The reference rate${interest.reference.roundedUpTo ? ', rounded up to a half,' : ''} plus ${margin?.percent ?? '8'} points${interest.floats ? '' : ', settled the day interest starts'}${interest.compounds === 'yearly' ? '; unpaid interest joins the sum once a year' : ''}.`,
      paragraph: interest.paragraph,
    },
    feeFact(rules),
    {
      what: 'Compensation',
      says: compensationSays(rules, today),
      paragraph: compensation?.paragraph ?? '',
    },
    {
      what: 'Notice',
      says: noticeSays(rules),
      paragraph: notice?.paragraph ?? '',
    },
    {
      what: 'Too old',
      says: `After ${limitation.years.business} years from ${startsFrom[limitation.from]}.`,
      paragraph: limitation.paragraph,
    },
  ].filter((fact) => fact.says !== '' || reminderFee !== null);
}

const startsFrom: { readonly [from in MarketRules['limitation']['from']]: string } = {
  'due-day': 'the due day',
  'end-of-due-year': 'the end of the year it fell due',
  'invoice-day': 'the day of the invoice',
};

function feeFact({ reminderFee, currency }: MarketRules) {
  if (reminderFee === null)
    return { what: 'Reminder fee', says: 'None by statute, so letters bear none here.', paragraph: '' };
  const { capMinor, maxPerClaim, daysApart, firstDay, onlyIfAgreed, paragraph } = reminderFee;
  const first = firstDay > 0 ? `, the first on day ${firstDay} after the due day` : '';
  const often =
    maxPerClaim === 1 ? 'once on a claim' : `at most ${maxPerClaim} times on a claim, ${daysApart} full days apart`;
  const agreed = onlyIfAgreed ? ', and only if it was agreed before the debt arose' : '';
  return {
    what: 'Reminder fee',
    says: `At most ${lawAmount(capMinor, currency)}, ${often}${first}${agreed}.`,
    paragraph,
  };
}

function compensationSays({ compensation, currency, market }: MarketRules, today: Day): string {
  if (compensation === null) return '';
  const beside = {
    'on-top': 'on top of reminder fees',
    replaces: 'instead of reminder fees',
    net: 'less what was claimed in reminder fees',
  }[compensation.againstFees];
  const small = compensation.amountMinor(0n, today);
  if (small === null)
    return `A fixed sum per invoice from businesses, ${beside}. The sum for debts that fall due today is not known to us, so none is claimed on them.`;
  const sums =
    market === 'GB' ? `40, 70 or 100 GBP per invoice by its size` : `${lawAmount(small, currency)} per invoice`;
  return `${sums}, once, from businesses, ${beside}.`;
}

function noticeSays(rules: MarketRules): string {
  if (rules.notice === null) return '';
  const business = noticeDays(rules, 'business');
  const alone = noticeDays(rules, 'sole-trader');
  const more = alone > business ? `; a sole trader gets ${countOfDays(alone, 'en')}` : '';
  return `At least ${countOfDays(business, 'en')} to pay, counted from sending${more}.`;
}
