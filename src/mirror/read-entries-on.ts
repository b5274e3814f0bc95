import type { Instant } from '../values/day.ts';
import { done, type Outcome } from '../values/outcome.ts';
import { eachPage } from './each-page.ts';
import type { BookEntryRow, Bookkeeping, BookkeepingRefusal } from './port.ts';
import type { Reading } from './reading.ts';

/** Where to read on: after which entry, and from which page of that list. */
export type EntriesFrom = { readonly afterEntry: number; readonly cursor: string | null };

/**
 * Reads the books' debtor entries after `afterEntry` and hands them over page by page, with the place of the next page.
 * Nothing is said of their order, so only the whole list tells how far it reaches: with the last page (no `next`), and as the
 * answer, `readTo` is the highest number in it.
 */
export async function readEntriesOn(
  { bookkeeping, wallNow }: { readonly bookkeeping: Bookkeeping; readonly wallNow: () => Instant },
  grant: string,
  { afterEntry, cursor }: EntriesFrom,
  take: (reading: Reading<BookEntryRow>, next: string | null, total: number | null, readTo: number) => Promise<void>,
): Promise<Outcome<number, BookkeepingRefusal>> {
  let readTo = afterEntry;
  const read = await eachPage(
    wallNow,
    cursor,
    (at) => bookkeeping.bookEntries(grant, afterEntry, at),
    async ({ rows, refusedRows, next, total }, asOf) => {
      for (const row of rows) readTo = Math.max(readTo, row.number);
      // What could not be read once will not be read better the next time; it stays named until a person has looked.
      for (const { key } of refusedRows) if (/^\d{1,15}$/.test(key)) readTo = Math.max(readTo, Number(key));
      await take({ rows, refusedRows, asOf }, next, total, readTo);
      return done(null);
    },
  );
  return read.kind === 'done' ? done(readTo) : read;
}
