import type { Work } from '../db/work.ts';
import { newToken } from '../values/secrets.ts';
import { privateHash } from './canonical.ts';
import type { Happening } from './happening.ts';
import { insertTrail } from './store.ts';

/** Appends what happened to the trail, in the transaction in which it happens. */
export async function recordTrail(work: Work, happening: Happening): Promise<void> {
  const salt = happening.personal ? newToken() : null;

  const hash = salt === null ? null : privateHash(salt, happening.personal);

  await insertTrail(work, happening, salt, hash);
}
