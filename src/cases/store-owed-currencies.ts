import { sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { type Currency, isCurrency } from '../values/money.ts';

/** The currencies in which something is owed now, in the order of their names. */
export async function currenciesOwed(work: Work): Promise<Currency[]> {
  const rows = await work.tx.execute<{ currency: string }>(sql`
    select distinct currency from invoices where creditor_id = ${work.creditorId} and remainder_minor > 0 order by currency
  `);
  return rows.map((row) => row.currency).filter(isCurrency);
}
