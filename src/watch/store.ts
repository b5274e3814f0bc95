import { sql } from 'drizzle-orm';
import type { Database } from '../db/work.ts';
import type { Instant } from '../values/day.ts';

export async function businessNow(db: Database): Promise<Instant> {
  const [row] = await db.execute<{ now: string }>(sql`select business_now() as now`);
  return new Date(row!.now);
}
