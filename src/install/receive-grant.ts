import { randomUUID } from 'node:crypto';
import { keepPendingInstall } from '../creditors/store-doorways.ts';
import type { Database } from '../db/work.ts';
import { type SealKeys, seal } from '../values/secrets.ts';
import { pendingPlace } from './pending-place.ts';

/** The token that came back from the grant page, kept sealed under an id that may stand in an address. */
export async function receiveGrant(db: Database, keys: SealKeys, token: string): Promise<string> {
  const installId = randomUUID();

  const sealed = seal(keys, pendingPlace(installId), token);

  await keepPendingInstall(db, installId, sealed);
  return installId;
}
