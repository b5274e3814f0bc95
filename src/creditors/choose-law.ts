import type { Work } from '../db/work.ts';
import { changeSetting } from './change-setting.ts';
import { choicesToStored, type LawChoices } from './law-choices.ts';
import { type ChoiceFault, choiceFaults } from './law-choices-check.ts';
import { creditorToday } from './store.ts';
import { readSetting } from './store-settings.ts';

export type LawChosen =
  | { readonly kind: 'changed' | 'unchanged' }
  | { readonly kind: 'refused'; readonly faults: ChoiceFault[] };

/** Chooses for one market where its law leaves a choice. Refuses what that law does not have, with the sentence. */
export async function chooseLaw(work: Work, market: string, choices: LawChoices): Promise<LawChosen> {
  const before = await readSetting(work, 'law');
  const today = await creditorToday(work);

  const faults = choiceFaults(market, choices, today);
  if (faults.length > 0) return { kind: 'refused', faults };

  const { kind } = await changeSetting(work, 'law', { ...before, [market]: choicesToStored(choices) });

  return { kind: kind === 'changed' ? 'changed' : 'unchanged' };
}
