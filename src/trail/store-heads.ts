import { sql } from 'drizzle-orm';
import type { Database } from '../db/work.ts';
import type { ChainName } from './chain.ts';
import type { ChainHead } from './heads.ts';

/** Where every chain of the house ends now, in the order of the creditors' ids. */
export async function chainHeads(db: Database): Promise<ChainHead[]> {
  const rows = await db.execute<{ creditor_id: string; chain: ChainName; seq: string; hash: string }>(
    sql`select creditor_id, chain, seq, hash from chain_heads() order by creditor_id, chain desc`,
  );
  return rows.map((row) => ({ creditorId: row.creditor_id, chain: row.chain, seq: Number(row.seq), hash: row.hash }));
}

/** Every creditor of the house, oldest first. */
export async function everyCreditor(db: Database): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`select every_creditor() as id`);
  return rows.map((row) => row.id);
}
