/**
 * How many letters the next look would make under a choice that is not made yet: the choice and the look for real, and both
 * taken back. An orchestrator of what `rehearse` undoes, not a verb: nothing of it stays.
 */
import { rehearse, type Work } from '../db/work.ts';
import { type BacklogChoice, chooseBacklog } from './choose-backlog.ts';
import { type ProposeTools, propose } from './propose.ts';
import { openLetters } from './store-backlog.ts';

export type LettersTonight = { readonly wouldWait: number; readonly wouldBeHeld: number };

/** A look goes on for as many rounds as a creditor of this size needs. */
const mostRounds = 20;

export async function countTonight(work: Work, tools: ProposeTools, choice: BacklogChoice): Promise<LettersTonight> {
  return rehearse(work, async (rehearsed) => {
    await chooseBacklog(rehearsed, choice);
    for (let round = 0; round < mostRounds; round += 1) {
      if ((await propose(rehearsed, tools, true)).looked === 0) break;
    }
    return openLetters(rehearsed);
  });
}
