import { and, eq, isNull } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { paymentAccounts } from './tables.ts';

export async function insertPaymentAccount(work: Work, account: string): Promise<void> {
  await work.tx.insert(paymentAccounts).values({ creditorId: work.creditorId, account, connectedAt: work.now });
}

/** The account that was in force, or null when none was. */
export async function endPaymentAccount(work: Work): Promise<string | null> {
  const rows = await work.tx
    .update(paymentAccounts)
    .set({ endedAt: work.now })
    .where(and(eq(paymentAccounts.creditorId, work.creditorId), isNull(paymentAccounts.endedAt)))
    .returning({ account: paymentAccounts.account });
  return rows[0]?.account ?? null;
}

export async function readPaymentAccount(work: Work): Promise<string | null> {
  const [row] = await work.tx
    .select({ account: paymentAccounts.account })
    .from(paymentAccounts)
    .where(and(eq(paymentAccounts.creditorId, work.creditorId), isNull(paymentAccounts.endedAt)));
  return row?.account ?? null;
}
