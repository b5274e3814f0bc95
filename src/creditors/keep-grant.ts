import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type SealKeys, seal } from '../values/secrets.ts';
import { grantPlace } from './grant-place.ts';
import { endGrant, insertGrant } from './store-grants.ts';

/** Keeps the token of a new grant, sealed for this creditor; an earlier one is dated. Says whether it was renewed. */
export async function keepGrant(work: Work, keys: SealKeys, token: string): Promise<'first' | 'renewed'> {
  const renewed = await endGrant(work, 'renewed');

  const sealed = seal(keys, grantPlace(work.creditorId), token);

  await insertGrant(work, sealed);
  // What was held for want of a grant is looked at again at once.
  await work.enqueue('facts-changed', { creditorId: work.creditorId });

  await recordTrail(work, { what: renewed ? 'grant-renewed' : 'grant-given' });
  return renewed ? 'renewed' : 'first';
}
