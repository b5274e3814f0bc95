/** What a member has decided about one invoice, as the timeline and the case page say it. */
import type { LeftOutWhy } from '../cases/store-given.ts';
import type { TrailEntry } from '../trail/store.ts';
import { dayText } from '../values/day-text.ts';
import { said, text } from './debtor-words.ts';

export const leftOutWords: { readonly [why in LeftOutWhy]: string } = {
  backlog: 'it was overdue before sending was switched on',
  'by-hand': 'by hand',
};

export function leftOutSentence(entry: TrailEntry): string {
  const invoice = `Left out invoice ${text(entry, 'invoice')}`;
  return text(entry, 'why') === 'backlog' ? `${invoice}: ${leftOutWords.backlog}.` : `${invoice}${said(entry, 'note')}`;
}

export function takenInSentence(entry: TrailEntry): string {
  return `Took invoice ${text(entry, 'invoice')} in again.`;
}

/** "Gave invoice 20417 time until 3 May 2040, agreed with the debtor (before: 12 April 2040): “…”" */
export function timeGivenSentence(entry: TrailEntry): string {
  const after = graceIn(entry.details['after']);
  const before = graceIn(entry.details['before']);
  const how = after?.agreed === true ? 'agreed with the debtor, so interest runs from it too' : 'as a courtesy';
  const earlier = before === null ? `due ${dayOf(text(entry, 'dueDay'))}` : `before: ${dayOf(before.day)}`;
  return `Gave invoice ${text(entry, 'invoice')} time until ${dayOf(after?.day ?? '')}, ${how} (${earlier})${said(entry, 'note')}`;
}

export function timeTakenBackSentence(entry: TrailEntry): string {
  return `Took back the time given to invoice ${text(entry, 'invoice')}: it was due ${dayOf(text(entry, 'dueDay'))}.`;
}

function graceIn(value: unknown): { readonly day: string; readonly agreed: boolean } | null {
  if (typeof value !== 'object' || value === null || !('day' in value) || typeof value.day !== 'string') return null;
  return { day: value.day, agreed: 'agreed' in value && value.agreed === true };
}

function dayOf(day: string): string {
  return day === '' ? 'another day' : dayText(day, 'en');
}
