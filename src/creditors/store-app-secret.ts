/** What the house remembers of its own standing at e-conomic. No creditor's: nothing here says whose. */
import { sql } from 'drizzle-orm';
import type { Database } from '../db/work.ts';

/** Of how many creditors the books are being read; counted to three. */
export async function booksBeingRead(db: Database): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`select books_being_read() as n`);
  return Number(row!.n);
}

/** The hash of the app secret that was last accepted; null when none ever was. */
export async function acceptedEconomicSecret(db: Database): Promise<string | null> {
  const [row] = await db.execute<{ hash: string | null }>(sql`select economic_secret_hash as hash from house`);
  return row?.hash ?? null;
}

export async function keepAcceptedEconomicSecret(db: Database, hash: string): Promise<void> {
  await db.execute(sql`
    update house set economic_secret_hash = ${hash} where economic_secret_hash is distinct from ${hash}
  `);
}
