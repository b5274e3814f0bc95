/** Before a pull compares: which customers have something booked that the mirror has not read yet? What they differ in is news. */
import { done, type Outcome } from '../values/outcome.ts';
import type { Comparing } from './comparing.ts';
import type { BookkeepingRefusal } from './port.ts';
import type { Pull } from './pull.ts';
import { readEntriesOn } from './read-entries-on.ts';
import { openComparison } from './store-comparisons.ts';
import type { MirrorState } from './store-state.ts';
import { unlessNotPermitted } from './unless-not-permitted.ts';

/** Null where nothing has been read yet: then there is nothing to compare. */
export async function beginComparing(
  pull: Pull,
  { booksReadAt, lastEntry }: Pick<MirrorState, 'booksReadAt' | 'lastEntry'>,
): Promise<Outcome<Comparing | null, BookkeepingRefusal>> {
  if (booksReadAt === null) return done(null);
  const busyCustomers = new Set<string>();
  const from = { afterEntry: lastEntry, cursor: null };
  const read = await readEntriesOn(pull.tools, pull.grant, from, async ({ rows }) => {
    for (const row of rows) busyCustomers.add(row.customerNumber);
  });
  const refusal = unlessNotPermitted(pull, read);
  if (refusal) return refusal;
  return done({ id: await pull.inWork(openComparison), since: booksReadAt, busyCustomers });
}
