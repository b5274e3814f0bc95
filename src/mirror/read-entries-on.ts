import type { Instant } from '../values/day.ts';
import { done, type Outcome, refused } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import type { BookEntryRow, Bookkeeping, BookkeepingRefusal } from './port.ts';
import type { Reading } from './reading.ts';

const rowsPerPiece = 1_000;

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
    const inOrder = rows.toSorted((a, b) => a.number - b.number);
    const readTo = Math.max(told, after, inOrder.at(-1)?.number ?? 0);
    // An accounting system may give its whole ledger in one answer; it is taken in piece by piece all the same.
    for (let at = 0; at < inOrder.length; at += rowsPerPiece) {
      const piece = inOrder.slice(at, at + rowsPerPiece);
      await take({ rows: piece, refusedRows: [], asOf }, piece.at(-1)!.number, total);
    }
    await take({ rows: [], refusedRows, asOf }, readTo, total);

    if (next === null) return done(null);
    if (readTo === after) return refused({ code: 'malformed', what: 'the list of entries does not get on' });
    after = readTo;
  }
}
