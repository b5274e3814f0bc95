/** What each thing that waits is called, what happened and when, what ends it, and the next best act. */
import type { Asking, QuietKind } from '../cases/worklist.ts';

export type QuietWords = {
  readonly title: string;
  /** Follows sum and age: "promise broken on Monday". */
  readonly happened: string;
  /** Empty: the guard's or the hold's own sentence says it. */
  readonly sentence: string;
  /** "It is gone when …". */
  readonly closes: string;
  readonly act: string;
};

const letterGoes = 'the letter may go or is not due any more';

const words = {
  question: {
    title: 'The debtor asked a question',
    happened: 'asked',
    sentence: 'No letter goes until it is answered.',
    closes: 'it is answered',
    act: 'Answer it',
  },
  complaint: {
    title: 'The debtor objects',
    happened: 'objected',
    sentence: 'No letter goes until it is settled.',
    closes: 'the objection is settled',
    act: 'It is settled: go on',
  },
  'part-payment': {
    title: 'Part of it was paid',
    happened: 'part of it paid',
    sentence: '',
    closes: 'somebody says that the rest is owed, or it is paid',
    act: 'The rest is owed: go on',
  },
  'credit-note': {
    title: 'A credit note is open',
    happened: 'credited',
    sentence: '',
    closes: 'it is set off here, or matched in the books',
    act: 'Set it off and go on',
  },
  'unmatched-money': {
    title: 'Money lies in the books that matches no invoice',
    happened: 'money came',
    sentence: '',
    closes: 'it is matched in the books, or somebody says why to chase all the same',
    act: 'Look at it',
  },
  'payment-reversed': {
    title: 'A payment was refunded or charged back',
    happened: 'taken back',
    sentence: '',
    closes: 'somebody says that it is owed again',
    act: 'I have looked: the debt is owed again',
  },
  'chased-there': {
    title: 'Already chased in e-conomic',
    happened: 'reminded there',
    sentence: 'Switch e-conomic’s own reminders off, or the debtor gets both.',
    closes: 'somebody has looked',
    act: 'I have looked: go on here',
  },
  'promise-broken': {
    title: 'A promise was broken',
    happened: 'promise broken',
    sentence: '',
    closes: 'it is paid, a new day is noted, it rests, or the next letter leaves',
    act: 'Ring, and note what was said',
  },
  'handed-over': {
    title: 'The ladder has ended: it is yours',
    happened: 'yours',
    sentence: 'Every letter of the ladder has gone and the debt is still open. No more leaves by itself.',
    closes: 'it is paid, or what was agreed is noted on the case',
    act: 'Ring, or hand it to a collector',
  },
  'ladder-ended': {
    title: 'The last letter got no answer',
    happened: 'days to pay over',
    sentence: 'No further letter goes by itself.',
    closes: 'it is paid, or what was agreed is noted on the case',
    act: 'Ring, or hand it to a collector',
  },
  'ours-left': {
    title: 'Only fees and interest are left',
    happened: 'invoices paid',
    sentence: 'The invoices are paid; no letter goes for the rest.',
    closes: 'they are paid or given up',
    act: 'Say that it is paid, or give it up',
  },
  overpaid: {
    title: 'Paid too much',
    happened: 'closed',
    sentence: 'The debtor has money with you. It pays the next invoice by itself.',
    closes: 'the next invoice uses it, or it is paid back',
    act: 'Pay it back, and say so',
  },
  rests: {
    title: 'It has rested for a month',
    happened: 'held',
    sentence: 'Somebody held it without saying until when.',
    closes: 'the hold ends',
    act: 'End the hold: go on',
  },
  'late-yes': {
    title: 'A letter has waited a week for a yes',
    happened: 'proposed',
    sentence: 'Nobody has approved, held or withdrawn it.',
    closes: 'somebody decides',
    act: 'Read it and decide',
  },
  'late-letter': {
    title: 'A letter has not got away for a week',
    happened: 'proposed',
    sentence: '',
    closes: letterGoes,
    act: 'See what keeps it',
  },
  'balance-supports-claim': {
    title: 'Money may be unmatched',
    happened: 'held',
    sentence: '',
    closes: 'it is matched in the books, or somebody says why to chase all the same',
    act: 'Look at it',
  },
  'debtor-is-solvent': {
    title: 'Look for insolvency first',
    happened: 'held',
    sentence: '',
    closes: 'somebody has looked',
    act: 'I have looked: not insolvent',
  },
  'recipient-exists': {
    title: 'No address',
    happened: 'held',
    sentence: '',
    closes: 'there is an address',
    act: 'Write in an address',
  },
  'address-works': {
    title: 'Address does not work',
    happened: 'held',
    sentence: '',
    closes: 'there is another address',
    act: 'Write in another address',
  },
  'market-is-confirmed': {
    title: 'Country not confirmed',
    happened: 'held',
    sentence: '',
    closes: 'the country is confirmed',
    act: 'Confirm it in settings',
  },
  'rate-is-known': {
    title: 'Rate not published',
    happened: 'held',
    sentence: '',
    closes: 'the rate is known',
    act: 'Wait for it, or send without interest',
  },
  'fee-within-cap': {
    title: 'Fee over the law’s',
    happened: 'held',
    sentence: '',
    closes: letterGoes,
    act: 'Change the fee in settings',
  },
  'notice-is-complete': {
    title: 'Notice not complete',
    happened: 'held',
    sentence: '',
    closes: letterGoes,
    act: 'Complete your details',
  },
} satisfies Record<string, QuietWords>;

/** For a guard that was added since and has no words here. */
const other: QuietWords = {
  title: 'A letter waits for somebody',
  happened: 'held',
  sentence: '',
  closes: letterGoes,
  act: 'Look at the case',
};

export function quietWords({ kind, what }: Pick<Asking, 'kind' | 'what'>): QuietWords {
  if (kind === 'late-letter') return words['late-letter'];
  return Object.hasOwn(words, what) ? words[what as keyof typeof words] : other;
}

export const quietKindNames: { readonly [kind in QuietKind]: string } = {
  question: 'Questions',
  promise: 'Broken promises',
  ended: 'Ladder ended',
  address: 'Addresses',
  money: 'Money',
  review: 'To review',
  letter: 'Letters that wait',
  rest: 'Long rests',
  old: 'Too old soon',
};
