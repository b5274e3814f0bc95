/** The words of the guards that ask whether a letter is lawful. */
import { amountText } from '../values/amount-text.ts';
import { countryName } from '../values/country-name.ts';
import { dayText } from '../values/day-text.ts';
import type { Currency } from '../values/money.ts';
import type { GuardWords } from './guard-words.ts';

type LawGuard = 'market-is-confirmed' | 'rate-is-known' | 'fee-within-cap' | 'notice-is-complete';

export const lawGuardWords: { readonly [guard in LawGuard]: GuardWords } = {
  'market-is-confirmed': {
    name: 'Law',
    go: 'What the letter carries is lawful here.',
    no: {
      'market-not-in-law-room': ({ detail }) =>
        `We do not know the law of ${country(detail)}, so invoice ${detail['invoice']} may only get plain reminders.`,
      'market-floor-only': ({ detail }) =>
        `Of the law of ${country(detail)} we know only the EU’s floor, so invoice ${detail['invoice']} gets plain reminders only.`,
      'market-unconfirmed': ({ detail }) =>
        `Nobody has confirmed that the law of ${country(detail)} rules invoice ${detail['invoice']}. Confirm it under Countries in settings.`,
      consumer: () => 'The debtor is a consumer, and fees, interest, compensation and notices are for businesses only.',
      'currency-differs': ({ detail }) =>
        `The law’s sums are in another currency than invoice ${detail['invoice']}. Set the amount under Countries in settings, or leave it out.`,
      'not-in-this-law': ({ detail }) => `The law of ${country(detail)} knows no such charge.`,
      'fee-not-agreed': ({ detail }) =>
        `Under the law of ${country(detail)} a reminder fee must be agreed before the debt arises. Say under Countries in settings, or on the case page, since when it is.`,
      'fee-too-early': ({ detail }) =>
        `The law of ${country(detail)} names a first day for reminder fees, and it has not come yet for invoice ${detail['invoice']}.`,
      'not-due-yet': ({ detail }) => `Invoice ${detail['invoice']} is not due yet, so nothing may be charged on it.`,
    },
  },
  'rate-is-known': {
    name: 'Interest rate',
    go: 'Every day of interest has a published rate, or none is stated.',
    no: {
      'rate-unknown': ({ detail }) =>
        `The reference rate is known only to ${dayText(String(detail['knownTo']), 'en')}. We never guess one: once it is published and confirmed, this letter is looked at again by itself.`,
    },
  },
  'fee-within-cap': {
    name: 'Fee',
    go: 'Fee and compensation are no more than the law allows, or there are none.',
    no: {
      'fee-not-allowed': () => 'No fee may be asked for here. Take the fee off this rung in settings.',
      'fee-too-high': ({ detail, on }) =>
        `The fee is ${money(detail['feeMinor'], on.currency)}; the law allows ${money(detail['capMinor'], on.currency)}.`,
      'fees-used-up': ({ detail }) =>
        `Invoice ${detail['invoice']} has had ${detail['fees']} letters with a fee, which is all the law allows.`,
      'fee-beside-compensation': ({ detail }) =>
        `Compensation is claimed on invoice ${detail['invoice']}, and this law does not have a reminder fee beside it.`,
      'compensation-not-allowed': () => 'The compensation is more than the law allows here. A new letter is made.',
      'compensation-twice': ({ detail }) =>
        `Compensation has been claimed on invoice ${detail['invoice']} before, and it is owed once.`,
    },
  },
  'notice-is-complete': {
    name: 'Notice',
    go: 'It says all that the law asks, or it is no notice.',
    no: {
      'line-not-at-notice': () => 'An invoice on it has not climbed to the notice. A new letter is made.',
      'notice-incomplete': ({ detail }) => `The notice lacks ${lacksText(String(detail['lacks']))}.`,
      'market-not-in-law-room': ({ detail }) =>
        `We do not know what a notice must say under the law of ${country(detail)}.`,
    },
  },
};

const noticeWords: { readonly [item: string]: string } = {
  creditor: 'who is owed',
  invoices: 'which invoices',
  sums: 'the sums',
  'how-to-pay': 'how to pay',
  deadline: 'as many days to pay as the law asks',
  'further-costs': 'what further costs may come',
  'only-planned-steps': 'wording that threatens nothing but collection',
  'reply-form': 'the form to answer on that this law asks for',
  everything: 'everything the law asks for',
};

function lacksText(lacks: string): string {
  return lacks
    .split(' ')
    .map((item) => noticeWords[item] ?? item)
    .join(', ');
}

function country(detail: { readonly [field: string]: string | number }): string {
  return countryName(String(detail['market']));
}

function money(minor: string | number | undefined, currency: Currency): string {
  return amountText(BigInt(minor ?? 0), currency, 'en');
}
