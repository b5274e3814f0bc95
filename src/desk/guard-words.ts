/**
 * Every guard's words: what it looks at, what its "go" means, and for each "no" what was found and what ends it. Codes are the
 * guards' (ladder/guard/*.ts); a test walks them all.
 */
import type { GuardName } from '../ladder/guards.ts';
import { amountText } from '../values/amount-text.ts';
import { countOfDays, dayText } from '../values/day-text.ts';
import type { Currency } from '../values/money.ts';
import { lawGuardWords } from './law-guard-words.ts';
import { rungWord } from './rung-words.ts';
import { timeGuardWords } from './time-guard-words.ts';
import type { Place } from './when-words.ts';

/** What a sentence needs beside the answer itself. */
export type VerdictContext = Place & {
  readonly baseCurrency: Currency;
  readonly hours: { readonly from: number; readonly to: number };
  /** 1 = Monday … 7 = Sunday. */
  readonly weekdays: readonly number[];
};

export type Said = {
  readonly detail: Detail;
  readonly until: string;
  readonly on: VerdictContext & { readonly currency: Currency };
};
type Detail = Readonly<Record<string, string | number>>;
export type GuardWords = {
  /** The guard's name on the page. */
  readonly name: string;
  readonly go: string;
  readonly notes?: { readonly [note: string]: string };
  readonly no: { readonly [code: string]: (said: Said) => string };
};

const looked = 'End the hold on the case page when you have looked.';

export const guardWords: { readonly [guard in GuardName]: GuardWords } = {
  'creditor-connected': {
    name: 'Connection',
    go: 'The accounting system is connected.',
    no: { disconnected: () => 'The accounting system is not connected. Connect it again in settings.' },
  },
  'facts-are-fresh': {
    name: 'Freshness',
    go: 'The books were read recently enough.',
    no: {
      'never-read': () => 'The books have not been read yet. This ends by itself when they have been.',
      'books-silent': () =>
        'The accounting system did not answer just before sending. It is asked again in five minutes.',
      'app-refused': () =>
        'The accounting system refuses Rykker itself. Whoever runs it has been told; it is tried again in five minutes.',
      'slow-down': () => 'The accounting system asked us to wait. It is asked again in five minutes.',
      'grant-revoked': () => 'The permission to read the books was taken back. Connect e-conomic again.',
      'not-permitted': () => 'The permission does not cover these invoices. Connect e-conomic again as a superuser.',
      malformed: () => 'The books gave an answer we could not read. They are asked again in five minutes.',
      'not-found': () => 'The books no longer have one of these invoices. They are asked again in five minutes.',
      stale: ({ detail }) =>
        `The books were last read ${ageText(Number(detail['ageSeconds']))} ago. It goes on after the next reading.`,
    },
  },
  'case-is-open': {
    name: 'Case',
    go: 'The case is open.',
    no: { 'case-closed': () => 'The case is closed, so nothing is left to ask for.' },
  },
  'not-sent-before': {
    name: 'Sent before',
    go: 'None of these invoices has had this letter.',
    no: {
      'already-sent': ({ detail }) =>
        `Invoice ${detail['invoice']} has had its ${rungWord(String(detail['rung']), nthIn(detail))} already.`,
    },
  },
  'debt-remains': {
    name: 'Debt',
    go: 'The books show everything in this letter as unpaid.',
    no: {
      settled: ({ detail }) =>
        detail['invoice'] === '' ? 'All that this letter asks for is paid.' : `Invoice ${detail['invoice']} is paid.`,
      'terms-forbid': ({ detail }) =>
        detail['terms'] === 'left-alone'
          ? `Invoices on the payment terms of ${detail['invoice']} are left alone, as the settings say.`
          : `The payment terms of invoice ${detail['invoice']} (${detail['terms']}) say that it is not yours to chase.`,
      'sum-changed': ({ detail, on }) =>
        `Invoice ${detail['invoice']} now has ${money(detail['nowMinor'], on.currency)} open, not ${money(detail['statedMinor'], on.currency)}. A new letter is made.`,
      'nothing-owed': () => 'Credit notes cover the whole sum, so nothing is owed.',
    },
  },
  'balance-supports-claim': {
    name: 'Balance',
    go: 'The customer’s balance in the books is at least what the open items come to.',
    no: {
      'balance-not-read': () => 'The customer’s balance was not read. It comes with the next reading of the books.',
      'unmatched-payment': ({ detail, on }) =>
        `The books’ balance is ${money(detail['balanceMinor'], on.baseCurrency)} while the open items come to ${money(detail['openMinor'], on.baseCurrency)}: a payment may lie there that nobody has matched.`,
    },
  },
  'no-payment-in-flight': {
    name: 'Payment under way',
    go: 'Nobody is paying at this moment.',
    no: {
      'payment-in-flight': ({ until }) => `The debtor has begun to pay. If no money comes, it continues ${until}.`,
    },
  },
  'no-credit-pending': {
    name: 'Part payment or credit',
    go: 'No part payment or credit note waits for a look.',
    no: {
      'part-payment': ({ detail }) => `A part payment came ${since(detail)}. ${looked}`,
      'credit-note': ({ detail }) =>
        detail['since'] === undefined
          ? `${Number(detail['count']) === 1 ? 'A credit note is' : `${detail['count']} credit notes are`} open. ${looked}`
          : `A credit note came ${since(detail)}. ${looked}`,
      'unmatched-money': ({ detail }) => `Money came ${since(detail)} that matches no invoice. ${looked}`,
      'chased-there': ({ detail }) =>
        `Already chased there: a reminder sent from e-conomic itself was seen ${since(detail)}. ${looked}`,
      'payment-reversed': ({ detail }) => `A payment went back ${since(detail)}. ${looked}`,
    },
  },
  'not-too-old': {
    name: 'Age',
    go: 'The claim is not time-barred.',
    no: {
      'too-old': ({ detail }) =>
        `Invoice ${detail['invoice']} became time-barred on ${dayOf(detail, 'since')}, so it is not demanded any more.`,
    },
  },
  'enough-is-owed': {
    name: 'Smallest sum',
    go: 'Enough is owed to be worth a letter.',
    no: {
      'too-little': ({ detail, on }) =>
        `${money(detail['owedMinor'], on.currency)} is overdue, and your smallest sum for a letter is ${money(detail['smallestMinor'], on.currency)}. It waits until more is owed.`,
      'smallest-sum-not-set': ({ detail }) =>
        `You have set a smallest sum in other currencies, but none in ${detail['currency']}. Set one in settings, under Sending.`,
    },
  },
  'no-open-question': {
    name: 'Question',
    go: 'The debtor has no question waiting.',
    no: { question: ({ detail }) => `The debtor asked something ${since(detail)}. Answer it first.` },
  },
  'not-complained': {
    name: 'Objection',
    go: 'The debtor has not objected.',
    no: { complaint: ({ detail }) => `The debtor objected ${since(detail)}. Settle that first.` },
  },
  'no-plan-running': {
    name: 'Plan',
    go: 'No instalment plan runs.',
    no: { plan: (said) => rest('A plan was noted', said) },
  },
  'debtor-is-solvent': {
    name: 'Insolvency',
    go: 'Somebody has looked lately: the debtor is not insolvent.',
    notes: { 'not-checked': 'Not checked. A reminder may go without; a collection notice may not.' },
    no: {
      insolvency: ({ detail }) => `Marked as insolvent ${since(detail)}. Claims go to the estate, not to the debtor.`,
      'not-checked': () =>
        'Before a collection notice somebody must have looked whether the debtor is insolvent. Look, and say so on the case page.',
    },
  },
  'not-promised': {
    name: 'Promise',
    go: 'No day has been promised.',
    no: {
      promise: ({ detail, until }) =>
        until === ''
          ? `A promise to pay was noted ${since(detail)}. ${looked}`
          : `A promise to pay was noted ${since(detail)}. The money has until then to come: it continues ${until}.`,
    },
  },
  'not-paused': {
    name: 'Pause',
    go: 'Nobody has paused this.',
    no: {
      'left-out': ({ detail }) => `Left out by hand ${since(detail)}. Take the debtor back in on the case page.`,
      pause: (said) => rest('Paused', said),
      snooze: (said) => rest('Snoozed', said),
    },
  },
  'invoice-not-left-out': {
    name: 'Left out',
    go: 'None of these invoices is left out.',
    no: {
      'invoice-left-out': ({ detail }) =>
        `Invoice ${detail['invoice']} was left out ${since(detail)}. A letter without it is made.`,
    },
  },
  'creditor-allows': {
    name: 'Switch',
    go: 'Sending is on, and so is this rung.',
    no: {
      halted: ({ detail }) =>
        detail['why'] === 'restored' || detail['why'] === 'copied'
          ? 'This database was restored or copied. Nothing leaves until the operator has released it.'
          : 'The program was silent for more than a day. Nothing leaves until the operator has released it.',
      'sending-off': () => 'Sending is switched off in settings.',
      'rung-off': ({ detail }) => `The ${rungWord(String(detail['rung']), nthIn(detail))} is switched off in settings.`,
    },
  },
  'deadline-passed': {
    name: 'Day',
    go: 'The rung is due, and the last letter’s deadline is over.',
    no: {
      'rung-changed': ({ detail }) => `Invoice ${detail['invoice']} stands at another rung now. A new letter is made.`,
      'not-yet': ({ detail, until }) => `Invoice ${detail['invoice']} is not due for this before ${until}.`,
    },
  },
  ...timeGuardWords,
  ...timeGuardWords,
  ...lawGuardWords,
  'recipient-exists': {
    name: 'Recipient',
    go: 'There is an address to write to.',
    no: {
      'no-address': () => 'There is no e-mail address. Write one on the case page or in the books.',
      'no-number': () => 'There is no mobile number. Write one on the case page or in the books.',
      'no-address-no-number': () =>
        'There is neither an e-mail address nor a mobile number. Write one on the case page or in the books.',
    },
  },
  'address-works': {
    name: 'Address',
    go: 'The address has not bounced.',
    no: {
      'address-bounced': () => 'The last mail to this address came back. Write another address on the case page.',
      'number-bounced': () =>
        'The last text message to this number did not arrive. Write another number on the case page.',
    },
  },
  'hold-window-over': {
    name: 'Time to object',
    go: 'Everybody has had time to object.',
    no: {
      'no-heads-up': ({ until }) => `Nobody has been told of it yet. It can leave ${until} at the earliest.`,
      'hold-window': ({ until }) => `It can leave ${until}: until then there is time to object.`,
    },
  },
  'admin-said-yes': {
    name: 'Yes',
    go: 'An admin has said yes to it, as it reads.',
    no: {
      'not-approved': () => 'It waits for an admin’s yes.',
      'changed-since-approval': () => 'It reads differently than the letter an admin said yes to, so it asks again.',
    },
  },
};

function rest(word: string, { detail, until }: Said): string {
  return until === ''
    ? `${word} ${since(detail)}, until somebody ends it on the case page.`
    : `${word} ${since(detail)}. It continues ${until}.`;
}

function money(minor: string | number | undefined, currency: Currency): string {
  return amountText(BigInt(minor ?? 0), currency, 'en');
}

function since(detail: Detail): string {
  return `on ${dayOf(detail, 'since')}`;
}

function dayOf(detail: Detail, field: string): string {
  return dayText(String(detail[field]), 'en');
}

function ageText(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)} hours` : countOfDays(Math.round(seconds / 86400), 'en');
}

/** Answers of an older house say the rung alone. */
function nthIn(detail: Detail): number | undefined {
  return typeof detail['nth'] === 'number' ? detail['nth'] : undefined;
}
