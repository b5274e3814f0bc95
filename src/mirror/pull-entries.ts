import { done } from '../values/outcome.ts';
import { observeBookEntries } from './observe-book-entries.ts';
import type { PullingStep } from './pull.ts';
import { reactTo } from './react-to.ts';
import { readEntriesOn } from './read-entries-on.ts';
import { highestEntry } from './store-entries.ts';
import { raiseLastEntry, setProgress } from './store-state.ts';
import { unlessNotPermitted } from './unless-not-permitted.ts';

/** The debtor entries since the last one we have, for payments' value days, a page a transaction. */
export const pullEntries: PullingStep['run'] = async (pull, start) => {
  let rowsDone = start.rowsDone;
  const from = { afterEntry: pull.state.lastEntry, cursor: start.cursor };
  const read = await readEntriesOn(pull.tools, pull.grant, from, async (reading, next, total, readTo) => {
    rowsDone += reading.rows.length;
    pull.rows += reading.rows.length;
    await pull.inWork(async (work) => {
      await reactTo(pull, work, await observeBookEntries(work, reading));
      await setProgress(work, { step: 'entries', rowsDone, rowsTotal: total, cursor: next });
      if (next !== null) return;
      // The pages of an earlier try, cut off, count as well.
      const readAll = start.cursor === null ? readTo : Math.max(readTo, await highestEntry(work));
      if (readAll > pull.state.lastEntry) await raiseLastEntry(work, readAll);
    });
  });
  return unlessNotPermitted(pull, read) ?? done(null);
};
