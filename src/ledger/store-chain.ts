import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { ChainLink, Head } from '../trail/chain.ts';
import { exactly } from '../trail/store-chain.ts';
import type { EntryFields, StoredTransaction } from './transaction-bytes.ts';

export async function ledgerHead(work: Work): Promise<Head | null> {
  const [row] = await work.tx.execute<{ seq: string; hash: string }>(
    sql`select seq, hash from ledger_chain where creditor_id = ${work.creditorId} order by seq desc limit 1`,
  );
  return row ? { seq: Number(row.seq), hash: row.hash } : null;
}

/** An announced transaction, and the place in the list of those that wait. */
export type WaitingTransaction = { readonly place: number; readonly transaction: StoredTransaction };

/**
 * Committed transactions that were announced and have no link yet, in the order they were written. Plain look-ups by key,
 * as in the trail's store: nothing that is chained is looked at.
 */
export async function unchainedTransactions(work: Work, most: number): Promise<WaitingTransaction[]> {
  const announced = await work.tx.execute<{ place: string; transaction_id: string }>(sql`
    select place, transaction_id from ledger_unchained where creditor_id = ${work.creditorId} order by place limit ${most}
  `);
  const ids = announced.map((each) => each.transaction_id);
  const byId = await transactionsOf(work, ids);
  for (const id of await linkedOf(work, ids)) byId.delete(id);
  return announced.flatMap(({ place, transaction_id }) => {
    const transaction = byId.get(transaction_id);
    byId.delete(transaction_id);
    return transaction ? [{ place: Number(place), transaction }] : [];
  });
}

/** Keeps the links; the announcements at these places have done their work. */
export async function insertLedgerLinks(
  work: Work,
  links: readonly ChainLink<string>[],
  places: readonly number[],
): Promise<void> {
  if (links.length === 0) return;
  await work.tx.execute(sql`
    insert into ledger_chain (creditor_id, seq, transaction_id, version, bytes, previous_hash, hash)
    select ${work.creditorId}::uuid, r.seq, r."rowId", r.version, r.bytes, r."previousHash", r.hash
    from jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      as r(seq bigint, "rowId" uuid, version smallint, bytes text, "previousHash" text, hash text)
  `);
  await work.tx.execute(sql`
    delete from ledger_unchained where creditor_id = ${work.creditorId} and place = any (${`{${places.join(',')}}`}::bigint[])
  `);
}

export type LinkedTransaction = { readonly link: ChainLink<string>; readonly transaction: StoredTransaction | null };

/** Links from `afterSeq` on, each beside its transaction and entries as they read now (null when the transaction is gone). */
export async function ledgerLinksWithRows(work: Work, afterSeq: number, most: number): Promise<LinkedTransaction[]> {
  const links = await work.tx.execute<Record<string, string>>(sql`
    select seq, transaction_id, version, bytes, previous_hash, hash from ledger_chain
    where creditor_id = ${work.creditorId} and seq > ${afterSeq} order by seq limit ${most}
  `);
  const byId = await transactionsOf(
    work,
    links.map((link) => link['transaction_id']!),
  );
  return links.map((link) => ({
    link: {
      seq: Number(link['seq']),
      rowId: link['transaction_id']!,
      version: Number(link['version']),
      bytes: link['bytes']!,
      previousHash: link['previous_hash']!,
      hash: link['hash']!,
    },
    transaction: byId.get(link['transaction_id']!) ?? null,
  }));
}

async function transactionsOf(work: Work, ids: readonly string[]): Promise<Map<string, StoredTransaction>> {
  if (ids.length === 0) return new Map();
  const [rows, entries] = await Promise.all([
    work.tx.execute<Record<string, string>>(sql`
      select id, case_id, cause, reason, ${exactly('recorded_at')} as recorded_at, actor_kind, actor_id from transactions
      where creditor_id = ${work.creditorId} and id = any (${uuids(ids)})
    `),
    work.tx.execute<{ transaction_id: string; entries: EntryFields[] }>(sql`
      select transaction_id, json_agg(json_build_array(id, case_id, invoice_id, account, amount_minor::text, currency,
        value_day, ${exactly('recorded_at')}) order by id) as entries
      from entries where creditor_id = ${work.creditorId} and transaction_id = any (${uuids(ids)}) group by transaction_id
    `),
  ]);
  const entriesOf = new Map(entries.map((each) => [each.transaction_id, each.entries]));
  return new Map(rows.map((row) => [row['id']!, asTransaction(row, entriesOf.get(row['id']!) ?? [])]));
}

async function linkedOf(work: Work, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await work.tx.execute<{ transaction_id: string }>(
    sql`select transaction_id from ledger_chain where creditor_id = ${work.creditorId} and transaction_id = any (${uuids(ids)})`,
  );
  return rows.map((row) => row.transaction_id);
}

function uuids(ids: readonly string[]) {
  return sql`${`{${ids.join(',')}}`}::uuid[]`;
}

function asTransaction(row: Record<string, string>, entries: readonly EntryFields[]): StoredTransaction {
  return {
    id: row['id']!,
    caseId: row['case_id']!,
    cause: row['cause']!,
    reason: row['reason']!,
    recordedAt: row['recorded_at']!,
    actorKind: row['actor_kind']!,
    actorId: row['actor_id']!,
    entries,
  };
}
