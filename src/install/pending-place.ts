import type { SealedPlace } from '../values/secrets.ts';

/** A token we do not know the creditor of yet is sealed for its own install. */
export function pendingPlace(installId: string): SealedPlace {
  return { creditorId: installId, column: 'pending_installs.sealed_token' };
}
