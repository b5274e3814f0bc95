import type { Work } from '../db/work.ts';
import { type SealKeys, unseal } from '../values/secrets.ts';
import { grantPlace } from './grant-place.ts';
import { readSealedGrant } from './store-grants.ts';

/** The token that opens the creditor's books, or null when no grant is in force. Throws when no key of ours opens it. */
export async function readGrant(work: Work, keys: SealKeys): Promise<string | null> {
  const sealed = await readSealedGrant(work);
  if (sealed === null) return null;

  const token = unseal(keys, grantPlace(work.creditorId), sealed);
  if (token === null) throw new Error('a grant token that none of SEAL_KEYS opens');
  return token;
}
