import { randomUUID } from 'node:crypto';
import { keepPendingInstall } from '../creditors/store-doorways.ts';
import type { Database } from '../db/work.ts';
import { type SealedPlace, type SealKeys, seal } from '../values/secrets.ts';

/** A token we do not know the creditor of is sealed for its own install. */
export function pendingPlace(installId: string): SealedPlace {
  return { creditorId: installId, column: 'pending_installs.sealed_token' };
}

/** The token that came back from the grant page, kept sealed under an id that may stand in an address. */
export async function receiveGrant(db: Database, keys: SealKeys, token: string): Promise<string> {
  const installId = randomUUID();

  const sealed = seal(keys, pendingPlace(installId), token);

  await keepPendingInstall(db, installId, sealed);
  return installId;
}
