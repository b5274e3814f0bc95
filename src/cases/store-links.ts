import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { hashToken, newToken } from '../values/secrets.ts';

/** A new private link for a debtor, beside those that live already. Only the token's hash is kept. */
export async function makePortalLink(
  work: Work,
  debtorId: string,
  expiresAt: Instant,
): Promise<{ readonly token: string; readonly linkId: string }> {
  const token = newToken();
  const [row] = await work.tx.execute<{ id: string }>(sql`
    insert into portal_links (creditor_id, debtor_id, token_hash, created_at, expires_at)
    values (${work.creditorId}, ${debtorId}, ${hashToken(token)}, ${work.now.toISOString()}, ${expiresAt.toISOString()}) returning id
  `);
  return { token, linkId: row!.id };
}

/** The link is exchanged for a session, kept by its hash; the session ends with the link. */
export async function openPortalSession(
  work: Work,
  link: { readonly linkId: string; readonly debtorId: string },
  expiresAt: Instant,
): Promise<string> {
  const token = newToken();
  await work.tx.execute(sql`
    insert into portal_sessions (creditor_id, link_id, debtor_id, token_hash, opened_at, expires_at)
    values (${work.creditorId}, ${link.linkId}, ${link.debtorId}, ${hashToken(token)}, ${work.now.toISOString()}, ${expiresAt.toISOString()})
  `);
  return token;
}

/** Nobody has this link: the letter it was in did not leave. */
export async function revokeLinkOf(work: Work, tokenHash: string): Promise<void> {
  await work.tx.execute(sql`
    update portal_links set revoked_at = ${work.now.toISOString()} where creditor_id = ${work.creditorId} and token_hash = ${tokenHash}
  `);
}
