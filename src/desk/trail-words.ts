/** The trail in sentences: one for every word the house writes on it. A test reads the source for words without one. */
import type { TrailEntry } from '../trail/store.ts';
import { countOfLetters } from './act-words.ts';
import { booksSentence, customerSentence, unmatchedSentence } from './books-words.ts';
import { decidedSentence, interruptedSentence, said, sum, text } from './debtor-words.ts';
import { failedSentence } from './delivery-words.ts';
import { brokenSentence, heldNoMoreSentence, heldSentence, keptSentence } from './held-words.ts';
import { leftOutSentence, takenInSentence, timeGivenSentence, timeTakenBackSentence } from './invoice-words.ts';
import { rungWord } from './rung-words.ts';
import { moveLeftSentence, moveProposedSentence } from './segment-words.ts';
import { stoppedBy } from './stopped-words.ts';
import { type Place, whenText } from './when-words.ts';

/** Which of the timeline's looks a row takes. */
export type TrailKind = 'letter' | 'payment' | 'question' | 'hold' | 'note';

type Said = { readonly entry: TrailEntry; readonly place: Place };
type TrailWords = { readonly kind: TrailKind; readonly sentence: (said: Said) => string };

const plain = (kind: TrailKind, sentence: string): TrailWords => ({ kind, sentence: () => sentence });

export const trailWords: { readonly [what: string]: TrailWords } = {
  'case-opened': plain('note', 'The case was opened: a first rung fell due.'),
  'handed-over': {
    kind: 'note',
    sentence: ({ entry }) =>
      `The ladder ends for invoice ${text(entry, 'invoice')}: no letter goes any more, a person takes over.`,
  },
  'case-closed': {
    kind: 'payment',
    sentence: ({ entry }) => `The case was closed: ${closedWords(text(entry, 'why'))}.${waived(entry)}`,
  },
  'ours-left': {
    kind: 'payment',
    sentence: ({ entry }) => `The invoices are paid; ${sum(entry, 'oursMinor')} of fees and interest are left.`,
  },
  'ours-given-up': {
    kind: 'payment',
    sentence: ({ entry }) => `Gave up ${sum(entry, 'oursMinor')} of fees and interest.`,
  },
  'claims-waived': {
    kind: 'payment',
    sentence: ({ entry }) =>
      `Gave up ${sum(entry, 'waivedMinor')} of ${partWords[text(entry, 'part')] ?? 'fees and interest'}${said(entry, 'note')}`,
  },
  'ours-paid-in-books': {
    kind: 'payment',
    sentence: ({ entry }) => `Said that ${sum(entry, 'oursMinor')} in the books is our fees and interest: paid.`,
  },
  'credit-used': {
    kind: 'payment',
    sentence: ({ entry }) => `Used here: ${sum(entry, 'minor')} that was paid too much earlier.`,
  },
  'credit-paid-back': {
    kind: 'payment',
    sentence: ({ entry }) => `Said that the debtor got ${sum(entry, 'minor')} back.`,
  },
  'payment-refunded': {
    kind: 'payment',
    sentence: ({ entry }) => `Refunded: ${sum(entry, 'amountMinor')} of a payment. It is owed again.`,
  },
  'payment-charged-back': {
    kind: 'payment',
    sentence: ({ entry }) => `The payer’s bank took back ${sum(entry, 'amountMinor')} of a payment. It is owed again.`,
  },
  'chargeback-won': {
    kind: 'payment',
    sentence: ({ entry }) => `The dispute ended in your favour: ${sum(entry, 'amountMinor')} came back.`,
  },
  'case-reopened': plain('note', 'The case was opened again: a payment was taken back.'),
  'books-changed': { kind: 'payment', sentence: ({ entry }) => booksSentence(entry) },
  'unmatched-money': { kind: 'hold', sentence: ({ entry }) => unmatchedSentence(entry) },
  'customer-changed': { kind: 'note', sentence: ({ entry }) => customerSentence(entry) },
  'letter-proposed': {
    kind: 'letter',
    sentence: ({ entry }) => `A ${rung(entry)} of ${sum(entry, 'totalMinor')} was proposed${stoppedBy(entry)}.`,
  },
  'letter-approved': {
    kind: 'letter',
    sentence: ({ entry, place }) =>
      entry.details['standingYesOf'] === undefined
        ? `Approved the ${rung(entry)}${leaves(entry, place)}.`
        : `The ${rung(entry)} is approved by a standing yes${leaves(entry, place)}.`,
  },
  'bulk-approval-begun': {
    kind: 'letter',
    sentence: ({ entry }) => `Said yes to ${letters(entry)} in one act.`,
  },
  'bulk-approval-cancelled': {
    kind: 'letter',
    sentence: ({ entry }) => `Stopped approving: ${approvedOf(entry)} were approved.`,
  },
  'bulk-approval-ended': {
    kind: 'letter',
    sentence: ({ entry }) => `In one act ${approvedOf(entry)} were approved.`,
  },
  'letter-withdrawn': {
    kind: 'letter',
    sentence: ({ entry }) => `Withdrew the ${rung(entry)}${said(entry, 'reason')}`,
  },
  'letter-wanted-again': {
    kind: 'letter',
    sentence: ({ entry }) => `Took the withdrawal back: the ${rung(entry)} is to be proposed again.`,
  },
  'letter-held': { kind: 'hold', sentence: ({ entry }) => `The ${rung(entry)} is held${stoppedBy(entry)}.` },
  'rung-skipped': {
    kind: 'letter',
    sentence: ({ entry }) =>
      `Took invoice ${text(entry, 'invoice')} past the ${rung(entry)} without a letter${said(entry, 'note')}`,
  },
  'letter-ended': { kind: 'letter', sentence: ({ entry }) => endedSentence(text(entry, 'why')) },
  'letter-intended': { kind: 'letter', sentence: ({ entry }) => `The ${rung(entry)} was ready to be handed over.` },
  'letter-not-sent': {
    kind: 'letter',
    sentence: ({ entry }) => `The letter did not leave after all${stoppedBy(entry)}.`,
  },
  'letter-voided': plain(
    'letter',
    'The letter was not handed over: its figures had grown too old. It is decided anew.',
  ),
  'letter-sent': {
    kind: 'letter',
    sentence: ({ entry }) =>
      `The ${rung(entry)} of ${sum(entry, 'totalMinor')} left${entry.details['channel'] === 'sms' ? ' by SMS' : ''}${to(entry)}.`,
  },
  'letter-delivered': plain('letter', 'It was delivered.'),
  'letter-bounced': {
    kind: 'letter',
    sentence: ({ entry }) => failedSentence(entry),
  },
  'letter-complained': plain('letter', 'The reader marked it as spam, so this address gets nothing more.'),
  'mail-sent': { kind: 'letter', sentence: ({ entry }) => `${mailWord(entry)} left${to(entry)}.` },
  'mail-account-trouble': plain('letter', 'The provider refused our account. The operator must look.'),
  'message-unknown': plain('letter', 'The provider did not answer, so nobody knows yet whether it left.'),
  'message-refused': plain('letter', 'The provider refused it: it did not leave. It is made anew.'),
  'message-needs-human': plain('letter', 'Nobody can tell whether it arrived. Somebody has to say.'),
  'message-decided-anew': plain('letter', 'The provider knows nothing of it, so it was decided anew.'),
  'unknown-answered': {
    kind: 'letter',
    sentence: ({ entry }) =>
      entry.details['arrived'] === true ? 'Said that it arrived.' : 'Said that it did not arrive.',
  },
  'heads-up': plain('note', 'Admins and reps were told of the letters that are due.'),
  'hold-opened': { kind: 'hold', sentence: ({ entry }) => heldSentence(entry) },
  'hold-ended': { kind: 'hold', sentence: ({ entry }) => heldNoMoreSentence(entry) },
  'promise-broken': { kind: 'hold', sentence: ({ entry }) => brokenSentence(entry) },
  'promise-kept': { kind: 'hold', sentence: ({ entry }) => keptSentence(entry) },
  'debtor-decided': { kind: 'note', sentence: ({ entry }) => decidedSentence(entry) },
  'invoice-left-out': { kind: 'hold', sentence: ({ entry }) => leftOutSentence(entry) },
  'invoice-taken-in': { kind: 'hold', sentence: ({ entry }) => takenInSentence(entry) },
  'time-given': { kind: 'note', sentence: ({ entry }) => timeGivenSentence(entry) },
  'time-taken-back': { kind: 'note', sentence: ({ entry }) => timeTakenBackSentence(entry) },
  'segment-move-proposed': { kind: 'note', sentence: ({ entry }) => moveProposedSentence(entry) },
  'segment-move-left': { kind: 'note', sentence: ({ entry }) => moveLeftSentence(entry) },
  'limitation-interrupted': {
    kind: 'note',
    sentence: ({ entry }) => `${interruptedSentence(entry, 'Noted about the age of')}${said(entry, 'note')}`,
  },
  'interruption-taken-back': {
    kind: 'note',
    sentence: ({ entry }) => `${interruptedSentence(entry, 'Took back about the age of')}.`,
  },
  'question-asked': { kind: 'question', sentence: ({ entry }) => `Asked${said(entry, 'text')}` },
  'question-answered': { kind: 'question', sentence: ({ entry }) => `Answered${said(entry, 'text')}` },
  'payment-started': {
    kind: 'payment',
    sentence: ({ entry }) => `Began to pay ${sum(entry, 'amountMinor')}. Letters wait meanwhile.`,
  },
  'payment-processing': plain('payment', 'The payment is under way and may take days. Letters wait meanwhile.'),
  'payment-received': { kind: 'payment', sentence: ({ entry }) => `Paid ${sum(entry, 'amountMinor')}.` },
  'payment-expired': plain('payment', 'The payment was begun and not finished.'),
  'payment-failed': plain('payment', 'The payment did not go through.'),
  'payment-unknown': plain('payment', 'The payment provider told of a payment we do not know.'),
  'payment-mismatch': plain(
    'payment',
    'The payment provider told of another sum than was asked for. Somebody has to look.',
  ),
  'setting-changed': { kind: 'note', sentence: ({ entry }) => `Changed a setting: ${text(entry, 'setting')}.` },
  'standing-yes-given': {
    kind: 'note',
    sentence: ({ entry }) => `Said yes to every ${rung(entry)} from here on, until somebody takes it back.`,
  },
  'standing-yes-taken-back': {
    kind: 'note',
    sentence: ({ entry }) => `Took back the standing yes for the ${rung(entry)}: each one waits for a yes again.`,
  },
  'member-joined': plain('note', 'A member joined.'),
  'member-changed': plain('note', 'What a member may do was changed.'),
  'member-left': plain('note', 'A member left.'),
  'bookkeeping-file-made': plain('note', 'Made a file for the bookkeeper.'),
  'signed-in': plain('note', 'Signed in.'),
  installed: plain('note', 'Rykker was installed.'),
  'grant-given': plain('note', 'The books were connected.'),
  'grant-renewed': plain('note', 'The books were connected anew.'),
  'mirror-healed': {
    kind: 'note',
    sentence: ({ entry }) => {
      const differed = entry.details['differed'];
      if (differed === 1) return 'The nightly comparison put one row right that was not as in the books.';
      return `The nightly comparison put ${typeof differed === 'number' ? `${differed} rows` : 'rows'} right that were not as in the books.`;
    },
  },
  'grant-revoked': plain('note', 'The books’ access was taken back, so nothing leaves.'),
  'payment-account-connected': plain('note', 'A payment account was connected.'),
  'payment-account-disconnected': plain('note', 'The payment account was disconnected.'),
};

/** A row nobody has words for (an older house wrote it) is shown by its own word. */
export function trailLine(entry: TrailEntry, place: Place): { kind: TrailKind; sentence: string } {
  const words = Object.hasOwn(trailWords, entry.what) ? trailWords[entry.what] : undefined;
  if (!words) return { kind: 'note', sentence: `${entry.what.replaceAll('-', ' ')}.` };
  return { kind: words.kind, sentence: words.sentence({ entry, place }) };
}

export function closedWords(why: string | null): string {
  return why === 'given-up' ? 'the invoices are paid and the rest was given up' : 'everything is paid';
}

function endedSentence(why: string): string {
  switch (why) {
    case 'made-anew':
      return 'The letter would read differently now, so it was made anew.';
    case 'not-due':
      return 'The letter is not due any more.';
    case 'rung-skipped':
      return 'The letter is made anew without the rung that was left out.';
    case 'paid':
      return 'The letter was not needed any more: all it asked for is paid.';
    default:
      return 'The letter came to nothing.';
  }
}

const partWords: { readonly [part: string]: string } = {
  fee: 'fees',
  interest: 'interest',
  compensation: 'compensation',
};

const mailWords: { readonly [kind: string]: string } = {
  receipt: 'A receipt',
  'question-received': 'A thank-you for the question',
  'question-asked': 'A note about the question',
};

function mailWord(entry: TrailEntry): string {
  return mailWords[text(entry, 'kind')] ?? 'A mail';
}

function leaves(entry: TrailEntry, place: Place): string {
  const at = entry.details['leavesAt'];
  return typeof at === 'string' ? `; it leaves ${whenText(new Date(at), place)}` : '';
}

function waived(entry: TrailEntry): string {
  const minor = text(entry, 'waivedMinor');
  return minor === '' || minor === '0' ? '' : ` ${sum(entry, 'waivedMinor')} of fees and interest were given up.`;
}

function approvedOf(entry: TrailEntry): string {
  const approved = entry.details['approved'];
  return typeof approved === 'number' ? `${approved} of ${letters(entry)}` : letters(entry);
}

function letters(entry: TrailEntry): string {
  const count = entry.details['letters'];
  return typeof count === 'number' ? countOfLetters(count) : 'letters';
}

function rung(entry: TrailEntry): string {
  const nth = entry.details['nth'];
  return rungWord(text(entry, 'rung'), typeof nth === 'number' ? nth : undefined) || 'letter';
}

function to(entry: TrailEntry): string {
  const address = entry.personal?.['to'];
  return typeof address === 'string' ? ` to ${address}` : '';
}
