import type { SealedPlace } from '../values/secrets.ts';

/** Where a grant's token lives: it opens for this creditor and in this column only. */
export function grantPlace(creditorId: string): SealedPlace {
  return { creditorId, column: 'grants.sealed_token' };
}
