/** Rows of the books with the time they are true for. */
import type { Instant } from '../values/day.ts';
import type { MatchRow, RefusedRow } from './port.ts';

export type Reading<Row> = {
  readonly rows: readonly Row[];
  readonly refusedRows: readonly RefusedRow[];
  /** Wall time of the moment before the call: what was changed by a later read is not changed back by this one. */
  readonly asOf: Instant;
};

/** What the books said when asked which entries settle these: `asked` with no pair means that nothing does. */
export type MatchReading = { readonly asked: readonly number[]; readonly pairs: readonly MatchRow[] };

/** One row per key, the last one told: a list that moved while it was read can tell a row twice. */
export function oncePerKey<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}
