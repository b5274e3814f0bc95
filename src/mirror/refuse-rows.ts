import type { Work } from '../db/work.ts';
import type { RefusedRow } from './port.ts';
import { clearRefusedRows, type RefusedKind, upsertRefusedRows } from './store-reference.ts';

/**
 * Keeps rows that could not be understood, by their key, for a person to see; a row that was understood this time
 * (`readKeys`) is taken off the list.
 */
export async function refuseRows(
  work: Work,
  kind: RefusedKind,
  { readKeys, refusedRows }: { readonly readKeys: readonly string[]; readonly refusedRows: readonly RefusedRow[] },
): Promise<void> {
  await clearRefusedRows(work, kind, readKeys);
  await upsertRefusedRows(work, kind, refusedRows);
}
