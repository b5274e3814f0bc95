/** What a member has decided or told about a debtor, as the timeline says it. */
import type { SegmentSign } from '../ladder/segment-rule.ts';
import type { TrailEntry } from '../trail/store.ts';
import { amountText } from '../values/amount-text.ts';
import { countryName } from '../values/country-name.ts';
import { dayText } from '../values/day-text.ts';
import { isCurrency } from '../values/money.ts';
import { segmentName, signSentence } from './segment-words.ts';

export function decidedSentence(entry: TrailEntry): string {
  switch (text(entry, 'kind')) {
    case 'left-out':
      return entry.details['out'] === true ? 'Left this debtor out by hand.' : 'Took this debtor back in.';
    case 'language':
      return `Letters are in ${languageNames[text(entry, 'language')] ?? 'another language'} from now on.`;
    // What a house before this one wrote.
    case 'business':
    case 'consumer':
      return `The debtor is a ${text(entry, 'kind')}.`;
    case 'kind':
      return text(entry, 'is') === ''
        ? 'The debtor is what its card says again.'
        : `The debtor is a ${kindNames[text(entry, 'is')] ?? 'debtor of another kind'}.`;
    case 'market':
      return text(entry, 'market') === ''
        ? 'Its invoices are under the law of its country again.'
        : `Its invoices are under the law of ${countryName(text(entry, 'market'))}.`;
    case 'contract-rate':
      return text(entry, 'percent') === ''
        ? 'Late interest is at the statutory rate again.'
        : `Late interest of ${text(entry, 'percent')} % a year is agreed${said(entry, 'note')}`;
    case 'fee-agreed':
      return feeAgreedSentence(entry);
    case 'segment':
      return segmentSentence(entry);
    case 'never-fee':
      return entry.details['never'] === true
        ? 'No letter to this debtor bears a reminder fee.'
        : 'Letters to this debtor bear the ladder’s fees again.';
    case 'relation':
      return text(entry, 'relation') === ''
        ? 'The relation is the usual one.'
        : `The relation is ${relationNames[text(entry, 'relation')] ?? 'another one'}.`;
    case 'credit-score':
      return typeof entry.details['score'] === 'number'
        ? `Noted a credit score of ${entry.details['score']}, from ${text(entry, 'source')}.`
        : 'Took the credit score away.';
    case 'address':
      return `Wrote in an address${said(entry, 'email')}`;
    case 'mobile':
      return entry.personal?.['number'] === null
        ? 'Text messages go to the books’ number.'
        : `Wrote in a mobile number${said(entry, 'number')}`;
    case 'channel':
      return channelWords[text(entry, 'channel')] ?? 'Letters go as each step of the ladder says.';
    case 'solvency':
      return 'Looked: the debtor is not insolvent.';
    default:
      return `Looked at the money in the books that matches no invoice.`;
  }
}

function segmentSentence(entry: TrailEntry): string {
  const why = Array.isArray(entry.details['why']) ? (entry.details['why'] as SegmentSign[]) : [];
  const said = `Treated as ${segmentName(entry.details['segment'])}${entry.details['byHand'] === true ? ', by hand' : ''}.`;
  return [said, ...why.map(signSentence)].join(' ');
}

const channelWords: { readonly [wish: string]: string } = {
  email: 'Letters go by e-mail and nothing else.',
  sms: 'Letters go by SMS where they may.',
};

export const relationNames: { readonly [relation: string]: string } = {
  new: 'new',
  usual: 'the usual one',
  close: 'close',
};

function feeAgreedSentence(entry: TrailEntry): string {
  const { agreed } = entry.details;
  if (agreed === true) return `A reminder fee is agreed for invoices from ${dayText(text(entry, 'from'), 'en')} on.`;
  return agreed === false
    ? 'No reminder fee is agreed with this debtor.'
    : 'The terms of sale say whether a fee is agreed.';
}

export const kindNames: { readonly [kind: string]: string } = {
  business: 'business',
  'sole-trader': 'sole trader',
  consumer: 'consumer',
};

const interruptionWords: { readonly [kind: string]: string } = {
  reminder: 'a reminder in writing reached the debtor',
  acknowledgment: 'the debtor acknowledged the debt',
  'signed-plan': 'the debtor signed a plan to pay',
  'part-payment': 'the debtor paid a part',
};

export function interruptionText(kind: string): string {
  return interruptionWords[kind] ?? 'something happened';
}

export function interruptedSentence(entry: TrailEntry, told: string): string {
  const day = text(entry, 'day');
  const when = day === '' ? '' : ` on ${dayText(day, 'en')}`;
  return `${told} invoice ${text(entry, 'invoice')}: ${interruptionText(text(entry, 'kind'))}${when}`;
}

export const languageNames: { readonly [language: string]: string } = { da: 'Danish', sv: 'Swedish', en: 'English' };

/** Words somebody said, where they have not been erased. */
export function said(entry: TrailEntry, field: string): string {
  const words = entry.personal?.[field];
  return typeof words === 'string' ? `: “${words}”` : '.';
}

/** A word of the happening itself; empty where it has none. */
export function text(entry: TrailEntry, field: string): string {
  const value = entry.details[field];
  return typeof value === 'string' ? value : '';
}

/** A sum in the entry's currency. */
export function sum(entry: TrailEntry, field: string): string {
  const minor = text(entry, field);
  const currency = text(entry, 'currency');
  return /^-?\d+$/.test(minor) && isCurrency(currency) ? amountText(BigInt(minor), currency, 'en') : 'a sum';
}
