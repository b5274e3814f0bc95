/** Whom a creditor's words are for, in words. */
import type { LetterSort, TextRule } from '../ladder/text-choice.ts';
import { amountText } from '../values/amount-text.ts';

export const sortNames: { readonly [sort in LetterSort]: string } = {
  nudge: 'Friendly note before the due date',
  'first-reminder': 'First reminder',
  'later-reminder': 'Second and later reminders',
  notice: 'Notice before debt collection',
};

export const relationChoices = {
  new: 'a new relation',
  usual: 'the usual relation',
  close: 'a close relation',
} as const;
export const habitChoices = {
  'in-time': 'pays in time',
  mixed: 'is late now and then',
  late: 'pays late as a rule',
  unknown: 'has too few debts to tell',
} as const;
export const segmentChoices = { normal: 'is Normal', risk: 'is Risk', vip: 'is VIP' } as const;

/** "A debtor who has a close relation and owes DKK 5,000.00 or more in the letter." */
export function whomSentence({ when }: TextRule): string {
  const parts = [
    ...(when.relation === null ? [] : [`has ${relationChoices[when.relation]}`]),
    ...(when.segment === null ? [] : [segmentChoices[when.segment]]),
    ...(when.habit === null ? [] : [habitChoices[when.habit]]),
    ...(when.group === null ? [] : [`is in customer group ${when.group}`]),
    ...(when.amount === null ? [] : [amountPart(when.amount)]),
  ];
  const said = parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
  return `A debtor who ${said}.`;
}

function amountPart({ currency, atLeast, under }: NonNullable<TextRule['when']['amount']>): string {
  const sum = (minor: bigint) => amountText(minor, currency, 'en');
  if (atLeast === null) return `owes less than ${sum(under ?? 0n)} in the letter`;
  return under === null
    ? `owes ${sum(atLeast)} or more in the letter`
    : `owes from ${sum(atLeast)} up to ${sum(under)} in the letter`;
}
