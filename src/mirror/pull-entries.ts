import { done } from '../values/outcome.ts';
import { observeBookEntries } from './observe-book-entries.ts';
import type { PullingStep } from './pull.ts';
import { readEntriesOn } from './read-entries-on.ts';
import { mirrorState, setProgress } from './store-state.ts';
import { unlessNotPermitted } from './unless-not-permitted.ts';

/** The debtor entries since the last one we have, for payments' value days. Goes on by itself where it was cut off. */
export const pullEntries: PullingStep['run'] = async (pull, start) => {
  let rowsDone = start.rowsDone;
  const lastEntry = await pull.inWork(async (work) => (await mirrorState(work))?.lastEntry ?? 0);
  const read = await readEntriesOn(pull.tools, pull.grant, lastEntry, async (reading, readTo, total) => {
    rowsDone += reading.rows.length;
    pull.rows += reading.rows.length;
    await pull.inWork(async (work) => {
      await observeBookEntries(work, reading, readTo);
      await setProgress(work, { step: 'entries', rowsDone, rowsTotal: total, cursor: null });
    });
  });
  return unlessNotPermitted(pull, read) ?? done(null);
};
