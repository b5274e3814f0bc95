/** What a letter waits for or is held by, as the trail says it after the fact. */
import type { GuardName } from '../ladder/guards.ts';
import type { TrailEntry } from '../trail/store.ts';
import { guardWords } from './guard-words.ts';

/** What is cured by waiting; anything else holds the letter. */
const waits: { readonly [guard in GuardName]?: string } = {
  'hour-is-decent': 'it waits for your sending hours',
  'hold-window-over': 'you have time to object first',
  'spacing-kept': 'it waits out the days between two letters with a fee',
  'quiet-days-kept': 'it waits out your quiet days',
  'deadline-passed': 'it waits out the days to pay of the letter before',
};

/** "; it is held: address", "; it waits for your sending hours"; empty where only a yes was missing. */
export function stoppedBy({ details }: Pick<TrailEntry, 'details'>): string {
  const { guard } = details;
  if (typeof guard !== 'string' || guard === 'admin-said-yes' || !Object.hasOwn(guardWords, guard)) return '';
  const name = guard as GuardName;
  return `; ${waits[name] ?? `it is held: ${guardWords[name].name.toLowerCase()}`}`;
}
