import type { Work } from '../db/work.ts';
import type { Change } from './difference.ts';
import type { Pull } from './pull.ts';

/** Reacts, if there is anything to react to. */
export async function reactTo(pull: Pull, work: Work, changes: Change[]): Promise<void> {
  if (changes.length > 0) await pull.tools.react(work, changes);
}
