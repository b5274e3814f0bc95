import type { Work } from '../db/work.ts';
import { dayIn, instantPlus, wholeDay } from '../values/day.ts';
import { done } from '../values/outcome.ts';
import { eachPage } from './each-page.ts';
import { observeContacts } from './observe-contacts.ts';
import type { PullingStep } from './pull.ts';
import { closesTheBooks, problemInWords } from './pull-problem.ts';
import { endContactsBut, setContactsRead } from './store-contacts.ts';
import { clearRefusedBefore } from './store-reference.ts';
import { setProgress } from './store-state.ts';

/**
 * Whom reminders go to: the contacts changed since the last time, and once a day all of them, for one that vanished
 * without a word. Asked for by the day before, because that much is certain of the books' time and ours. What cannot be
 * read waits for the next pull: the addresses on the customers' cards are read already, so the pull is whole without.
 */
export const pullContacts: PullingStep['run'] = async (pull, start) => {
  const { readAt, wholeAt } = pull.contactsBefore;
  const isWhole = readAt === null || wholeAt === null || wholeAt < instantPlus(pull.startedAt, -wholeDay);
  const changedSince = isWhole ? null : dayIn(instantPlus(readAt, -wholeDay), 'UTC');

  const seen = isWhole && start.cursor === null ? new Set<number>() : null;
  let { rowsDone } = start;
  let unread = 0;
  const allRead = async (work: Work) => {
    // A row that could not be read may be any contact: then none is called gone.
    if (seen && unread === 0) await endContactsBut(work, seen, pull.startedAt);
    if (isWhole) await clearRefusedBefore(work, ['contacts'], pull.begunAt);
    await setContactsRead(work, { readAt: pull.startedAt, wholeAt: isWhole ? pull.startedAt : wholeAt });
  };
  const read = await eachPage(
    pull.tools.wallNow,
    start.cursor,
    (cursor) => pull.tools.bookkeeping.contacts(pull.grant, changedSince, cursor),
    async (page, asOf) => {
      for (const row of page.rows) seen?.add(row.number);
      unread += page.refusedRows.length;
      rowsDone += page.rows.length;
      pull.rows += page.rows.length;
      await pull.inWork(async (work) => {
        await observeContacts(work, { ...page, asOf });
        await setProgress(work, { step: 'contacts', rowsDone, rowsTotal: page.total, cursor: page.next });
        if (page.next === null) await allRead(work);
      });
      return done(null);
    },
  );
  if (closesTheBooks(read)) return read;
  if (read.kind !== 'done') pull.remarks.push(problemInWords(read));
  return done(null);
};
