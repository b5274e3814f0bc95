/** Links of the trail for somebody to take away, a handful at a time: what is appended only reads the same however long it takes. */
import { type SQL, sql } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import type { TrailRow } from './canonical.ts';
import { type Linked, linksOfRows, linksWithRows, unchained } from './store-chain.ts';

/** What of the trail: the cases of a debtor (one or all) with what belongs to no case of it, or everything from an instant to before another. */
export type TrailScope =
  | { readonly of: 'cases'; readonly caseIds: readonly string[]; readonly debtorId: string }
  | { readonly of: 'creditor'; readonly from: Instant; readonly to: Instant };

export type TrailStretch = { readonly firstSeq: number; readonly lastSeq: number; readonly rows: number };

/**
 * Where the first and the last link of these rows stand, and how many rows there are. A creditor's stretch has every link
 * between them, so that each follows from the one before it: a row of the day before that was chained late is in it too.
 */
export async function stretchOf(work: Work, scope: TrailScope): Promise<TrailStretch | null> {
  const [row] = await work.tx.execute<{ first: string | null; last: string; rows: string }>(sql`
    select min(c.seq) as first, max(c.seq) as last, count(*) as rows
    from trail t join trail_chain c on c.creditor_id = t.creditor_id and c.trail_id = t.id
    where t.creditor_id = ${work.creditorId} and ${rowsIn(scope)}
  `);
  if (row!.first === null) return null;
  const [firstSeq, lastSeq] = [Number(row!.first), Number(row!.last)];
  return { firstSeq, lastSeq, rows: scope.of === 'creditor' ? lastSeq - firstSeq + 1 : Number(row!.rows) };
}

/** The next links after `afterSeq`, in their order, each with its row and what was said beside it. */
export async function linksIn(work: Work, scope: TrailScope, afterSeq: number, most: number): Promise<Linked[]> {
  if (scope.of === 'creditor') return linksWithRows(work, afterSeq, most);
  const links = await work.tx.execute<Record<string, string>>(sql`
    select c.seq, c.trail_id, c.version, c.bytes, c.previous_hash, c.hash
    from trail t join trail_chain c on c.creditor_id = t.creditor_id and c.trail_id = t.id
    where t.creditor_id = ${work.creditorId} and ${rowsIn(scope)} and c.seq > ${afterSeq} order by c.seq limit ${most}
  `);
  return linksOfRows(work, links);
}

const mostWaiting = 5000;

/** Rows that were written moments ago and have no link yet. */
export async function waitingIn(work: Work, scope: TrailScope): Promise<TrailRow[]> {
  const waiting = (await unchained(work, mostWaiting)).map(({ row }) => row);
  if (scope.of === 'creditor')
    return waiting.filter((row) => scope.from <= new Date(row.at) && new Date(row.at) < scope.to);
  const { caseIds, debtorId } = scope;
  return waiting.filter((row) => (row.caseId === null ? row.debtorId === debtorId : caseIds.includes(row.caseId)));
}

function rowsIn(scope: TrailScope): SQL {
  if (scope.of === 'creditor')
    return sql`t.at >= ${scope.from.toISOString()}::timestamptz and t.at < ${scope.to.toISOString()}::timestamptz`;
  return sql`(t.case_id = any (${`{${scope.caseIds.join(',')}}`}::uuid[]) or (t.debtor_id = ${scope.debtorId} and t.case_id is null))`;
}
