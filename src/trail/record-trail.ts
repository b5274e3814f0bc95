import type { Work } from '../db/work.ts';
import { newToken } from '../values/secrets.ts';
import { privateHash } from './canonical.ts';
import { insertTrail } from './store.ts';

export type Happening = {
  /** A word with a sentence on the desk: "letter-sent", "hold-opened". */
  readonly what: string;
  readonly caseId?: string | null;
  readonly debtorId?: string | null;
  readonly subjectId?: string | null;
  /** Numbers, days, codes, before and after. Never a name, an address or words somebody said: those are `personal`. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly personal?: Readonly<Record<string, unknown>>;
};

/** Appends what happened to the trail, in the transaction in which it happens. */
export async function recordTrail(work: Work, happening: Happening): Promise<void> {
  const salt = happening.personal ? newToken() : null;

  const hash = salt === null ? null : privateHash(salt, happening.personal);

  await insertTrail(work, happening, salt, hash);
}
