import type { Instant } from '../values/day.ts';
import { done, type Outcome, refused } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import type { BookEntryRow, Bookkeeping, BookkeepingRefusal } from './port.ts';
import type { Reading } from './reading.ts';

/**
 * Reads the books' debtor entries after `afterEntry` to their end and hands each page over with the number it reaches.
 * A page that does not get further is refused as malformed.
 */
export async function readEntriesOn(
  { bookkeeping, wallNow }: { readonly bookkeeping: Bookkeeping; readonly wallNow: () => Instant },
  grant: string,
  afterEntry: number,
  take: (reading: Reading<BookEntryRow>, readTo: number, total: number | null) => Promise<void>,
): Promise<Outcome<null, BookkeepingRefusal>> {
  for (let after = afterEntry; ; ) {
    const asOf = wallNow();
    const from = after;
    const answer = await askPatiently(() => bookkeeping.bookEntries(grant, from));
    if (answer.kind !== 'done') return answer;
    const { rows, refusedRows, next, total } = answer.value;

    const told = next !== null && /^\d{1,15}$/.test(next) ? Number(next) : after;
    const readTo = rows.reduce((highest, row) => Math.max(highest, row.number), Math.max(told, after));
    await take({ rows, refusedRows, asOf }, readTo, total);

    if (next === null) return done(null);
    if (readTo === after) return refused({ code: 'malformed', what: 'the list of entries does not get on' });
    after = readTo;
  }
}
