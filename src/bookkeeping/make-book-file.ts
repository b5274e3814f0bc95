import { readSetting } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Day } from '../values/day.ts';
import { bookFile, missingAccounts } from './book-file.ts';
import { type BookAccount, bookLines } from './book-lines.ts';
import { bookTransactions, insertFile, lockFiles } from './store.ts';

export type BookFileMade =
  | { readonly kind: 'made'; readonly id: string; readonly number: number; readonly lines: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'accounts-missing'; readonly accounts: readonly BookAccount[] };

/**
 * Makes the file of everything that was recorded up to a day and stands in no file yet, and keeps it: what is in it comes in
 * no other. Refuses when there is nothing, or when an account it needs has no number.
 */
export async function makeBookFile(work: Work, toDay: Day): Promise<BookFileMade> {
  await lockFiles(work);
  const numbers = await readSetting(work, 'bookkeeping');
  const transactions = await bookTransactions(work, { kind: 'unfiled', toDay, most: null });

  const lines = transactions.flatMap(bookLines);
  if (lines.length === 0) return { kind: 'nothing' };
  const accounts = missingAccounts(lines, numbers);
  if (accounts.length > 0) return { kind: 'accounts-missing', accounts };

  const file = await insertFile(work, {
    toDay,
    lines: lines.length,
    content: bookFile(lines, numbers),
    transactionIds: transactions.map((each) => each.id),
  });

  await recordTrail(work, {
    what: 'bookkeeping-file-made',
    subjectId: file.id,
    details: { number: file.number, lines: lines.length, toDay },
  });
  return { kind: 'made', ...file, lines: lines.length };
}
