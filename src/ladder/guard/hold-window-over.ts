/**
 * Admins and reps have had the creditor's hours to object since the heads-up.
 * Source: design, the hold window. Border: over at the very instant; a letter nobody was told of waits a whole window.
 */
import { hour, instantPlus } from '../../values/day.ts';
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { go, wait } from '../verdict.ts';

export function holdWindowOver(facts: Facts): Verdict {
  const { headsUpAt, holdWindowHours } = facts.letter;
  const over = instantPlus(headsUpAt ?? facts.now, holdWindowHours * hour);
  return over > facts.now ? wait(over, { code: headsUpAt === null ? 'no-heads-up' : 'hold-window' }) : go;
}
