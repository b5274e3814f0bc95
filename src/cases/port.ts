/** What cases ask of the words above them: the press that turns a letter's content into what a debtor reads. */
import type { NoticeFacts } from '../ladder/facts.ts';
import type { LetterContent } from './letter-content.ts';

export interface Wording {
  /** Names the templates' words; changes when any of them does. Part of what an admin says yes to. */
  readonly textVersion: string;
  /** What a formal notice with this content really says; null on every other rung. */
  noticeFacts(content: LetterContent): NoticeFacts | null;
}
