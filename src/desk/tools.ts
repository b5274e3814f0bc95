import type { ProposeTools } from '../cases/propose.ts';
import type { Database, OpenWork } from '../db/work.ts';
import type { CopyTools } from '../mirror/read-copy.ts';
import type { PaperPress } from '../papers/press.ts';
import type { LetterPress } from '../sending/letter.ts';

/** What main hands to the desk: the press that shows letters, and what a look at tonight is rehearsed with. */
export type DeskTools = ProposeTools & {
  readonly db: Database;
  readonly openWork: OpenWork;
  readonly press: LetterPress;
  readonly papers: PaperPress;
  readonly copies: CopyTools;
  readonly publicUrl: string;
  readonly sandbox: boolean;
};
