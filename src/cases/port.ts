/** What cases ask of the words above them: the press that turns a letter's content into what a debtor reads. */
import type { NoticeFacts } from '../ladder/facts.ts';
import type { Channel } from '../ladder/rungs.ts';
import type { LetterContent } from './letter-content.ts';

export interface Wording {
  /** Names the templates' words; changes when any of them does. Part of what an admin says yes to. */
  readonly textVersion: string;
  /** What this house can write by: SMS only where it has an account for it. */
  readonly channels: readonly Channel[];
  /** What a formal notice with this content really says; null on every other rung. */
  noticeFacts(content: LetterContent): NoticeFacts | null;
}
