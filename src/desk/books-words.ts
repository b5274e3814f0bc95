/** What changed in the books, in sentences: how it stood before and how it stands now. */
import type { DebtorChange, InvoiceChangeKind } from '../mirror/difference.ts';
import type { TrailEntry } from '../trail/store.ts';
import { dayText } from '../values/day-text.ts';
import { said, sum, text } from './debtor-words.ts';

const changes: { readonly [change in InvoiceChangeKind]?: string } = {
  paid: 'was paid',
  'part-paid': 'was paid in part',
  credited: 'had a credit note set against it',
  're-opened': 'is owed again',
  raised: 'has grown',
  'amount-corrected': 'was corrected',
  deleted: 'was deleted',
  'credit-note': 'is a new credit note',
  'credit-note-used': 'is a credit note that was used',
};

export function booksSentence(entry: TrailEntry): string {
  const change = text(entry, 'change');
  if (change === 'due-day-moved')
    return `In the books ${invoiceOf(entry)} fell due on ${dayText(text(entry, 'dueDayBefore'), 'en')} and now falls due on ${dayText(text(entry, 'dueDay'), 'en')}.`;
  if (change === 'amount-corrected')
    return `In the books ${invoiceOf(entry)} was corrected from ${sum(entry, 'grossBeforeMinor')} to ${sum(entry, 'grossMinor')}: from ${sum(entry, 'beforeMinor')} to ${sum(entry, 'afterMinor')} open.`;
  return `In the books ${invoiceOf(entry)} ${changes[change as InvoiceChangeKind] ?? 'changed'}${valueDay(entry)}: from ${sum(entry, 'beforeMinor')} to ${sum(entry, 'afterMinor')} open.`;
}

/** Rows of an older house do not name it. */
function invoiceOf(entry: TrailEntry): string {
  const number = text(entry, 'invoice');
  return number === '' ? 'an invoice' : `invoice ${number}`;
}

/** Money counts from a day of its own, which may lie before the day it was noticed. */
function valueDay(entry: TrailEntry): string {
  const day = entry.details['day'];
  const dated = ['paid', 'part-paid', 'credited'].includes(text(entry, 'change'));
  return dated && typeof day === 'string' ? ` on ${dayText(day, 'en')}` : '';
}

function customerBefore(entry: TrailEntry): string {
  const number = text(entry, 'numberBefore');
  return number === '' ? 'The customer' : `Customer ${number}`;
}

export function customerSentence(entry: TrailEntry): string {
  switch (text(entry, 'change') as DebtorChange['kind']) {
    case 'email-changed': {
      const { before, after } = (entry.personal ?? {}) as { before?: string[]; after?: string[] };
      const named = (emails: string[] | undefined) => (emails && emails.length > 0 ? emails.join(', ') : 'none');
      return entry.personal === null
        ? 'The address in the books was changed.'
        : `The address in the books was changed from ${named(before)} to ${named(after)}.`;
    }
    case 'barred':
      return 'The customer was not barred in the books and is barred now.';
    case 'unbarred':
      return 'The customer was barred in the books and is not any more.';
    case 'gone':
      return `${customerBefore(entry)} was deleted in the books: there is no such customer now.`;
    case 'renumbered':
      return text(entry, 'number') === ''
        ? 'The customer has another number in the books.'
        : `${customerBefore(entry)} is customer ${text(entry, 'number')} in the books now.`;
    case 'chased-there':
      return `A reminder of e-conomic’s own, of ${sum(entry, 'minor')}, stands in the books of ${dayText(text(entry, 'day'), 'en')}. The case rests until somebody has looked.`;
    default:
      return 'The customer’s card in the books was changed.';
  }
}

/** Money in the books that matches no invoice: what the balance and the open items were, and how much of it there was before. */
export function unmatchedSentence(entry: TrailEntry): string {
  const balance = `The customer’s balance in the books is ${sum(entry, 'balanceMinor')} and the open items come to ${sum(entry, 'openMinor')}`;
  switch (text(entry, 'change')) {
    case 'lift':
      return `${balance}: the ${sum(entry, 'beforeMinor')} that matched no invoice is gone, and the case goes on.`;
    case 'left-aside':
      return `Chased all the same, though ${sum(entry, 'differenceMinor')} in the books matches no invoice${said(entry, 'note')}`;
    case 'uncovered':
      return `Of the ${sum(entry, 'beforeMinor')} that was left aside, ${sum(entry, 'differenceMinor')} matches no invoice still; the rest is matched in the books. More of it would rest the case again.`;
    case 'change':
      return `${balance}: what matches no invoice went from ${sum(entry, 'beforeMinor')} to ${sum(entry, 'differenceMinor')}. The case rests.`;
    default:
      return `${balance}: ${sum(entry, 'differenceMinor')} matches no invoice. The case rests until somebody has looked.`;
  }
}
