import { and, desc, eq, getTableColumns, isNotNull, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Drift } from './drift.ts';
import { comparisons } from './tables.ts';

const { creditorId: _creditor, ...columns } = getTableColumns(comparisons);

/** So many are kept by number; the rest is only counted. */
const mostExamples = 20;

export type Comparison = Omit<typeof comparisons.$inferSelect, 'creditorId'>;

/** Begins one, or goes on with the one that was cut off: what it had found stays counted, what it reads is counted anew. */
export async function openComparison(work: Work): Promise<string> {
  const [row] = await work.tx.execute<{ id: string }>(sql`
    insert into comparisons as c (creditor_id, begun_at) values (${work.creditorId}, ${work.now.toISOString()})
    on conflict (creditor_id) where ended_at is null do update set customers = 0, invoices = 0
    returning id
  `);
  return row!.id;
}

export type Compared = { readonly customers: number; readonly invoices: number; readonly drifts: readonly Drift[] };

export async function addToComparison(work: Work, id: string, compared: Compared): Promise<void> {
  const { customers, invoices, drifts } = compared;
  await work.tx.execute(sql`
    update comparisons set customers = customers + ${customers}, invoices = invoices + ${invoices},
      differed = differed + ${drifts.length},
      examples = (
        select coalesce(jsonb_agg(e.example order by e.place), '[]'::jsonb)
        from jsonb_array_elements(examples || ${JSON.stringify(drifts)}::jsonb) with ordinality e(example, place)
        where e.place <= ${mostExamples}
      )
    where creditor_id = ${work.creditorId}::uuid and id = ${id}::uuid
  `);
}

export async function endComparison(work: Work, id: string): Promise<Comparison> {
  await work.tx
    .update(comparisons)
    .set({ endedAt: work.now })
    .where(and(eq(comparisons.creditorId, work.creditorId), eq(comparisons.id, id)));
  return (await readComparison(work, id))!;
}

export async function readComparison(work: Work, id: string): Promise<Comparison | null> {
  const [row] = await work.tx
    .select(columns)
    .from(comparisons)
    .where(and(eq(comparisons.creditorId, work.creditorId), eq(comparisons.id, id)));
  return row ?? null;
}

/** The last one that was whole; null before the first. */
export async function lastComparison(work: Work): Promise<Comparison | null> {
  const [row] = await work.tx
    .select(columns)
    .from(comparisons)
    .where(and(eq(comparisons.creditorId, work.creditorId), isNotNull(comparisons.endedAt)))
    .orderBy(desc(comparisons.endedAt), desc(comparisons.begunAt))
    .limit(1);
  return row ?? null;
}
