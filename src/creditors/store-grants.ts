import { and, eq, isNull } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { grants } from './tables.ts';

/** The sealed token of the grant in force, or null. */
export async function readSealedGrant(work: Work): Promise<string | null> {
  const [row] = await work.tx.select({ sealed: grants.sealedToken }).from(grants).where(inForce(work));
  return row?.sealed ?? null;
}

export async function insertGrant(work: Work, sealedToken: string): Promise<void> {
  await work.tx.insert(grants).values({ creditorId: work.creditorId, sealedToken, grantedAt: work.now });
}

/** False when no grant was in force. */
export async function endGrant(work: Work, why: 'revoked' | 'renewed'): Promise<boolean> {
  const rows = await work.tx
    .update(grants)
    .set({ endedAt: work.now, endedWhy: why })
    .where(inForce(work))
    .returning({ id: grants.id });
  return rows.length > 0;
}

function inForce(work: Work) {
  return and(eq(grants.creditorId, work.creditorId), isNull(grants.endedAt));
}
