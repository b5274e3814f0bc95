/** Why a case rests, and how a person ends it. */
import type { HoldRow } from '../cases/store-holds.ts';
import type { HoldKind } from '../ladder/facts.ts';
import { amountText } from '../values/amount-text.ts';
import { type Day, dayIn } from '../values/day.ts';
import { dayText, shortDayText } from '../values/day-text.ts';
import { type Currency, isCurrency } from '../values/money.ts';

type HoldWords = {
  /** In a narrow column, after "Held: "; the day it came stands behind. */
  readonly brief: string;
  /** On the case page. */
  readonly title: string;
  /** What the button that ends it says; null where something else ends it. */
  readonly end: string | null;
  /** What is kept as the reason when it is pressed. */
  readonly endWhy: string;
  /** Said after it was pressed. */
  readonly ended: string;
};

const goesOn = 'The case is looked at again now.';

export const holdWords: { readonly [kind in HoldKind]: HoldWords } = {
  question: {
    brief: 'a question came',
    title: 'The debtor asked a question',
    end: null,
    endWhy: 'answered',
    ended: `Answered. ${goesOn}`,
  },
  complaint: {
    brief: 'an objection came',
    title: 'The debtor objects',
    end: 'It is settled: go on',
    endWhy: 'objection-settled',
    ended: `The objection is settled. ${goesOn}`,
  },
  plan: {
    brief: 'a plan runs',
    title: 'An instalment plan runs',
    end: 'End the plan',
    endWhy: 'plan-ended',
    ended: `The plan is ended. ${goesOn}`,
  },
  promise: {
    brief: 'a day was promised',
    title: 'The debtor has promised a day',
    end: 'Do not wait for it: go on',
    endWhy: 'promise-ended',
    ended: `The promise is set aside. ${goesOn}`,
  },
  'part-payment': {
    brief: 'a part payment came',
    title: 'Part of it was paid',
    end: 'The rest is owed: go on',
    endWhy: 'rest-is-owed',
    ended: `Noted that the rest is owed. ${goesOn}`,
  },
  'credit-note': {
    brief: 'a credit note came',
    title: 'A credit note is open',
    end: 'Set it off and go on',
    endWhy: 'set-off',
    ended: `The credit note is taken off what is asked for. ${goesOn}`,
  },
  'unmatched-money': {
    brief: 'unmatched money came',
    title: 'Money lies in the books that matches no invoice',
    end: 'Chase all the same',
    endWhy: 'looked-at-money',
    ended: `Noted: what lies unmatched now is left aside. ${goesOn}`,
  },
  'chased-there': {
    brief: 'chased in e-conomic',
    title: 'Already chased there: e-conomic sent a reminder of its own',
    end: 'I have looked: go on here',
    endWhy: 'looked-at-other-reminder',
    ended: `Noted. ${goesOn}`,
  },
  'payment-reversed': {
    brief: 'a payment was taken back',
    title: 'A payment was refunded or charged back',
    end: 'I have looked: the debt is owed again',
    endWhy: 'looked-at-reversal',
    ended: `Noted: letters may go on where the books show the debt as owed. ${goesOn}`,
  },
  insolvency: {
    brief: 'insolvent',
    title: 'Marked as insolvent',
    end: 'It is not insolvent: go on',
    endWhy: 'not-insolvent',
    ended: `Noted. ${goesOn}`,
  },
  pause: {
    brief: 'paused',
    title: 'Paused',
    end: 'End the pause',
    endWhy: 'pause-ended',
    ended: `The pause is over. ${goesOn}`,
  },
  snooze: {
    brief: 'snoozed',
    title: 'Snoozed',
    end: 'Wake it now',
    endWhy: 'snooze-ended',
    ended: `Awake again. ${goesOn}`,
  },
};

/** "a part payment came 2 Mar". */
export function holdBriefly(hold: { kind: HoldKind; since: Date; until: Day | null }, timeZone: string): string {
  const { brief } = holdWords[hold.kind];
  return hold.until === null
    ? `${brief} ${shortDayText(dayIn(hold.since, timeZone), 'en')}`
    : `${brief} until ${shortDayText(hold.until, 'en')}`;
}

/** Since when, until when, and the sums it is about. */
export function holdSentence(hold: HoldRow, timeZone: string): string {
  const since = `Since ${dayText(dayIn(hold.since, timeZone), 'en')}`;
  const until = hold.until === null ? '' : `, until ${dayText(hold.until, 'en')}`;
  const { day } = hold.details;
  if (hold.kind === 'promise' && typeof day === 'string')
    return `To pay on ${dayText(day, 'en')}. Letters rest${until.slice(1)}, so that the money can reach the books.`;
  const { beforeMinor, afterMinor, currency } = hold.details;
  if (hold.kind === 'unmatched-money' && hold.details['differenceMinor'] !== undefined)
    return `${since}. ${moneySentence(hold.details)}`;
  if (typeof currency !== 'string' || !isCurrency(currency) || afterMinor === undefined) return `${since}${until}.`;
  if (hold.kind === 'payment-reversed')
    return `${since}${until}. ${amountText(BigInt(afterMinor), currency, 'en')} went back, so the debt is owed again. Book it in the accounting system too: a letter asks only for what the books show.`;
  return `${since}${until}. ${sumsSentence(hold.kind, BigInt(beforeMinor ?? 0), BigInt(afterMinor), currency)}`;
}

/** The figures of money that matches no invoice; on the worklist too. Empty for a hold that no balance opened. */
export function moneySentence({ balanceMinor, openMinor, differenceMinor, currency }: HoldRow['details']): string {
  if (differenceMinor === undefined || typeof currency !== 'string' || !isCurrency(currency)) return '';
  const sum = (minor: string | number | undefined) => amountText(BigInt(minor ?? 0), currency, 'en');
  return `The customer’s balance in the books is ${sum(balanceMinor)} and the open items come to ${sum(openMinor)}, so ${sum(differenceMinor)} matches no invoice. Match it there and the case goes on by itself, or say why it is chased all the same.`;
}

function sumsSentence(kind: HoldKind, before: bigint, after: bigint, currency: Currency): string {
  if (kind === 'credit-note') return `${amountText(after < 0n ? -after : after, currency, 'en')} is left of it.`;
  return `It went from ${amountText(before, currency, 'en')} to ${amountText(after, currency, 'en')}.`;
}

/** What members have let rest of a debtor, with the words that end it. */
export function restsOf(holds: readonly HoldRow[], { timeZone }: { readonly timeZone: string }) {
  return holds
    .filter(({ kind, endedAt }) => endedAt === null && (kind === 'pause' || kind === 'snooze'))
    .map((hold) => ({
      id: hold.id,
      title: holdWords[hold.kind].title,
      sentence: holdSentence(hold, timeZone),
      end: holdWords[hold.kind].end,
    }));
}
