import { and, eq, isNull } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { hashToken, newToken } from '../values/secrets.ts';
import { portalLinks, portalSessions } from './tables.ts';

/**
 * A private link for a debtor, good until `expiresAt` (business time) beside those there are already. Only the hash is
 * kept: whoever needs the token later must seal it now.
 */
export async function makePortalLink(
  work: Work,
  debtorId: string,
  expiresAt: Instant,
): Promise<{ token: string; linkId: string }> {
  const token = newToken();
  const [row] = await work.tx
    .insert(portalLinks)
    .values({
      creditorId: work.creditorId,
      debtorId,
      tokenHash: hashToken(token),
      createdAt: work.now,
      expiresAt,
    })
    .returning({ id: portalLinks.id });
  return { token, linkId: row!.id };
}

/** Every link of a debtor stops working, and every session that was opened with one. */
export async function revokePortalLinks(work: Work, debtorId: string): Promise<void> {
  await work.tx
    .update(portalLinks)
    .set({ revokedAt: work.now })
    .where(
      and(
        eq(portalLinks.creditorId, work.creditorId),
        eq(portalLinks.debtorId, debtorId),
        isNull(portalLinks.revokedAt),
      ),
    );
}

/** A browser that came with a good link; answers the cookie's token. Ends at `expiresAt`, business time. */
export async function openPortalSession(
  work: Work,
  link: { readonly linkId: string; readonly debtorId: string },
  expiresAt: Instant,
): Promise<string> {
  const token = newToken();
  await work.tx.insert(portalSessions).values({
    creditorId: work.creditorId,
    linkId: link.linkId,
    debtorId: link.debtorId,
    tokenHash: hashToken(token),
    openedAt: work.now,
    expiresAt,
  });
  return token;
}
