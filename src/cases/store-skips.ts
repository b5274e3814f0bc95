import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { RungKey } from '../ladder/rungs.ts';

export type SkippedRung = { readonly invoiceId: string; readonly run: number; readonly rung: RungKey };

/** A person takes this climb of an invoice past a rung. False: somebody has already. */
export async function insertSkip(
  work: Work,
  { invoiceId, debtorId, run, rung }: SkippedRung & { readonly debtorId: string },
): Promise<boolean> {
  const rows = await work.tx.execute(sql`
    insert into skipped_rungs (creditor_id, invoice_id, debtor_id, run, rung, at, actor_kind, actor_id)
    values (${work.creditorId}, ${invoiceId}, ${debtorId}, ${run}, ${rung}, ${work.now.toISOString()}, ${work.actor.kind}, ${work.actor.id})
    on conflict do nothing returning 1
  `);
  return rows.length > 0;
}

/** What was skipped of these debtors' invoices, in every climb, in the order it was done; by invoice and run ("<id> 1"). */
export async function skipsOf(work: Work, debtorIds: readonly string[]): Promise<Map<string, RungKey[]>> {
  if (debtorIds.length === 0) return new Map();
  const rows = await work.tx.execute<{ invoice_id: string; run: number; rung: RungKey }>(sql`
    select invoice_id, run, rung from skipped_rungs
    where creditor_id = ${work.creditorId} and debtor_id = any (${`{${debtorIds.join(',')}}`}::uuid[]) order by at, rung
  `);
  const skips = new Map<string, RungKey[]>();
  for (const { invoice_id, run, rung } of rows)
    skips.set(`${invoice_id} ${run}`, [...(skips.get(`${invoice_id} ${run}`) ?? []), rung]);
  return skips;
}
