import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { endGrant } from './store-grants.ts';

/**
 * The books answered that the grant was taken back: it is dated, and the admins are told once. Nothing is sent from
 * then on; a new grant starts it again. Says whether a grant was in force.
 */
export async function revokeGrant(work: Work): Promise<boolean> {
  const ended = await endGrant(work, 'revoked');
  if (!ended) return false;

  await work.enqueue('creditor-paused', { creditorId: work.creditorId });

  await recordTrail(work, { what: 'grant-revoked' });
  return true;
}
