/** What the trail knows of a case that rests, in sentences. */
import type { HoldKind } from '../ladder/facts.ts';
import type { TrailEntry } from '../trail/store.ts';
import { dayText } from '../values/day-text.ts';
import { said, text } from './debtor-words.ts';
import { holdWords } from './hold-words.ts';

export function heldSentence(entry: TrailEntry): string {
  return `${holdTitle(entry)}${until(entry)}. The case rests${said(entry, 'note')}`;
}

export function heldNoMoreSentence(entry: TrailEntry): string {
  const title = holdTitle(entry);
  return `Ended: ${title.slice(0, 1).toLowerCase()}${title.slice(1)}. The case was looked at again.`;
}

export function brokenSentence(entry: TrailEntry): string {
  return `The promise to pay${promised(entry)} was broken. The ladder goes on.`;
}

export function keptSentence(entry: TrailEntry): string {
  return `The promise to pay${promised(entry)} was kept.`;
}

function holdTitle(entry: TrailEntry): string {
  const kind = text(entry, 'kind');
  return Object.hasOwn(holdWords, kind) ? holdWords[kind as HoldKind].title : 'A hold';
}

function until(entry: TrailEntry): string {
  if (text(entry, 'kind') === 'promise' && text(entry, 'day') !== '') return `: to pay${promised(entry)}`;
  const day = entry.details['until'];
  return typeof day === 'string' ? ` until ${dayText(day, 'en')}` : '';
}

function promised(entry: TrailEntry): string {
  const day = text(entry, 'day');
  return day === '' ? '' : ` on ${dayText(day, 'en')}`;
}
