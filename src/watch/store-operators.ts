/** The operators' links and sessions (migrations/0013). Whoever may make a link is decided by the database; only hashes are kept. */
import { sql } from 'drizzle-orm';
import { connectRaw } from '../db/connect.ts';
import type { Database } from '../db/work.ts';

/** A link works once and for so long, wall time. */
export const linkMinutes = 15;

export const sessionHours = 8;

/** At the shell: whoever holds the owner's address is an operator. */
export async function keepOperatorLink(ownerUrl: string, hash: string, name: string): Promise<void> {
  const owner = connectRaw(ownerUrl, { max: 1, name: 'rykker operator' });
  try {
    await owner`
      insert into operator_links (token_hash, name, expires_at)
      values (${hash}, ${name}, clock_timestamp() + make_interval(mins => ${linkMinutes}))`;
  } finally {
    await owner.end({ timeout: 5 });
  }
}

/** From the sandbox's console; the database refuses it in a live house. */
export async function keepSandboxOperatorLink(db: Database, hash: string, name: string): Promise<void> {
  await db.execute(sql`select keep_sandbox_operator_link(${hash}, ${name}, make_interval(mins => ${linkMinutes}))`);
}

export async function operatorLinkIsGood(db: Database, hash: string): Promise<boolean> {
  const [row] = await db.execute<{ good: boolean }>(sql`select operator_link_is_good(${hash}) as good`);
  return row!.good;
}

/** Uses the link up and opens a session under the hash of its token. The operator's name; null when the link no longer works. */
export async function useOperatorLink(db: Database, hash: string, session: string): Promise<string | null> {
  const [row] = await db.execute<{ name: string | null }>(
    sql`select use_operator_link(${hash}, ${session}, make_interval(hours => ${sessionHours})) as name`,
  );
  return row?.name ?? null;
}

/** Who a session is; null once it has ended. */
export async function operatorOfSession(db: Database, hash: string): Promise<string | null> {
  const [row] = await db.execute<{ name: string | null }>(sql`select operator_of_session(${hash}) as name`);
  return row?.name ?? null;
}

export async function endOperatorSession(db: Database, hash: string): Promise<void> {
  await db.execute(sql`select end_operator_session(${hash})`);
}
