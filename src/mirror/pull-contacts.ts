import { instantPlus, wholeDay } from '../values/day.ts';
import { done } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import { observeContacts } from './observe-contacts.ts';
import type { BookkeepingAnswer, RefusedRow } from './port.ts';
import type { PullingStep } from './pull.ts';
import { problemInWords } from './pull-problem.ts';
import { refuseRows } from './refuse-rows.ts';
import { contactsToRead } from './store-reference.ts';
import { setProgress } from './store-state.ts';

/** One call a customer, so only for those who owe something, once a day, and so many a pull; the longest wait first. */
const mostPerPull = 300;

export const pullContacts: PullingStep['run'] = async (pull) => {
  const yesterday = instantPlus(pull.tools.wallNow(), -wholeDay);
  const due = await pull.inWork((work) => contactsToRead(work, yesterday, mostPerPull));

  for (const [index, debtor] of due.entries()) {
    const asOf = pull.tools.wallNow();
    const answer = await askPatiently(() => pull.tools.bookkeeping.contacts(pull.grant, debtor.customerNumber));
    if (answer.kind === 'refused' && answer.refusal.code === 'grant-revoked') return answer;
    const refusedRows = unreadable(debtor.customerNumber, answer);
    if (answer.kind !== 'done' && refusedRows.length === 0) {
      // The rest waits for the next pull: the letters' addresses on the customers' cards are read already.
      pull.remarks.push(problemInWords(answer));
      return done(null);
    }
    await pull.inWork(async (work) => {
      if (answer.kind === 'done') await observeContacts(work, debtor, { rows: answer.value, refusedRows, asOf });
      else await refuseRows(work, 'contacts', { readKeys: [], refusedRows });
      await setProgress(work, { step: 'contacts', rowsDone: index + 1, rowsTotal: due.length, cursor: null });
    });
  }
  return done(null);
};

/** One customer's contacts that cannot be read say nothing about the next one's. */
function unreadable(key: string, answer: Awaited<BookkeepingAnswer<unknown>>): RefusedRow[] {
  if (answer.kind !== 'refused') return [];
  if (answer.refusal.code === 'malformed') return [{ key, what: answer.refusal.what }];
  return answer.refusal.code === 'not-found' ? [{ key, what: 'the books do not know this customer' }] : [];
}
