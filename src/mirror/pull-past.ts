import { creditorToday } from '../creditors/store.ts';
import { dayPlus } from '../values/day.ts';
import { done } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import type { PullingStep } from './pull.ts';
import { closesTheBooks, problemInWords } from './pull-problem.ts';
import { replaceMatches } from './store-entries.ts';
import { keepPastPlace, nextPastEntries } from './store-past.ts';
import { setProgress } from './store-state.ts';

const entriesPerCall = 200;
/** The past is in no hurry: a pull asks for a few thousand debts of it, and the next one goes on. */
const callsPerPull = 15;
/** A year and the days a replay of it needs before. */
const daysBack = 400;

/**
 * Once, for debts that were paid before we came: what settled them, so that a debtor's habit and a replay of past months
 * rest on days and not on guesses. What is open is asked about when it changes (`look-closer`), never here.
 */
export const pullPast: PullingStep['run'] = async (pull, start) => {
  let { rowsDone } = start;
  for (let call = 0; call < callsPerPull; call += 1) {
    const entries = await pull.inWork(async (work) =>
      nextPastEntries(work, dayPlus(await creditorToday(work), -daysBack), entriesPerCall),
    );
    if (entries.length === 0) return done(null);

    const answer = await askPatiently(() => pull.tools.bookkeeping.matches(pull.grant, entries));
    if (closesTheBooks(answer)) return answer;
    if (answer.kind !== 'done') {
      // What is owed now has been read: the past waits, and the pull is whole without it.
      pull.remarks.push(problemInWords(answer));
      return done(null);
    }

    rowsDone += entries.length;
    await pull.inWork(async (work) => {
      await replaceMatches(work, { asked: entries, pairs: answer.value });
      await keepPastPlace(work, entries.at(-1)!);
      await setProgress(work, { step: 'past', rowsDone, rowsTotal: null, cursor: null });
    });
  }
  return done(null);
};
