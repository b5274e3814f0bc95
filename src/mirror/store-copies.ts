import { and, eq, gt, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import type { MirroredInvoice } from './mirrored.ts';
import { invoiceCopies } from './tables.ts';

/** The copy kept of this invoice as it is now; null when there is none, or it is of another due day or sum, or older. */
export async function readCopyKept(
  work: Work,
  invoice: Pick<MirroredInvoice, 'id' | 'dueDay' | 'grossMinor'>,
  notBefore: Instant,
): Promise<Uint8Array | null> {
  const [row] = await work.tx
    .select({ pdf: invoiceCopies.pdf })
    .from(invoiceCopies)
    .where(
      and(
        eq(invoiceCopies.creditorId, work.creditorId),
        eq(invoiceCopies.invoiceId, invoice.id),
        eq(invoiceCopies.dueDay, invoice.dueDay),
        eq(invoiceCopies.grossMinor, invoice.grossMinor),
        gt(invoiceCopies.fetchedAt, notBefore),
      ),
    );
  return row?.pdf ?? null;
}

export async function keepCopy(
  work: Work,
  invoice: Pick<MirroredInvoice, 'id' | 'dueDay' | 'grossMinor'>,
  pdf: Uint8Array,
): Promise<void> {
  const kept = {
    pdf,
    size: pdf.length,
    dueDay: invoice.dueDay,
    grossMinor: invoice.grossMinor,
    fetchedAt: work.now,
  };
  await work.tx
    .insert(invoiceCopies)
    .values({ creditorId: work.creditorId, invoiceId: invoice.id, ...kept })
    .onConflictDoUpdate({ target: [invoiceCopies.creditorId, invoiceCopies.invoiceId], set: kept });
}

/** Lets go of copies older than `before`, and of the oldest when all of them together are larger than `mostBytes`. */
export async function dropCopies(work: Work, before: Instant, mostBytes: number): Promise<void> {
  await work.tx.execute(sql`
    delete from invoice_copies c using (
      select invoice_id, fetched_at, sum(size::bigint) over (order by fetched_at desc, invoice_id) as together
      from invoice_copies where creditor_id = ${work.creditorId}::uuid
    ) a
    where c.creditor_id = ${work.creditorId}::uuid and c.invoice_id = a.invoice_id
      and (a.fetched_at <= ${before.toISOString()}::timestamptz or a.together > ${mostBytes})
  `);
}
