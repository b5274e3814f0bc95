/**
 * Invoices that changed raise questions: which payments settle them, and whose are they. The books are asked here, outside
 * any transaction; `observe-books` then takes everything in at once. Rows that say what the mirror says raise none.
 */
import type { OpenWork } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { done, type Outcome } from '../values/outcome.ts';
import { askPatiently } from './ask-patiently.ts';
import type { DebtorChange } from './difference.ts';
import { lookUpLive } from './look-up-live.ts';
import { observeBookEntries } from './observe-book-entries.ts';
import type { Bookkeeping, BookkeepingRefusal, CustomerRow } from './port.ts';
import type { Questions } from './questions-about.ts';
import { readEntriesOn } from './read-entries-on.ts';
import type { MatchReading, Reading } from './reading.ts';
import { raiseLastEntry } from './store-state.ts';

export type CloserTools = {
  readonly openWork: OpenWork;
  readonly bookkeeping: Bookkeeping;
  readonly wallNow: () => Instant;
};

export type Closer = {
  readonly customers: Reading<CustomerRow> | null;
  readonly matches: MatchReading;
  /** What the entries read on the way told. */
  readonly news: readonly DebtorChange[];
};

/** What there is to know where nothing had to be asked. */
export const nothingAsked: Closer = { customers: null, matches: { asked: [], pairs: [] }, news: [] };

export async function askCloser(
  tools: CloserTools,
  { creditorId, grant, questions }: { creditorId: string; grant: string; questions: Questions },
): Promise<Outcome<Closer, BookkeepingRefusal>> {
  const who = { creditorId, actor: { kind: 'machine', id: 'look-closer' } } as const;
  let customers: Reading<CustomerRow> | null = null;
  if (questions.customers.length > 0) {
    const look = await lookUpLive(tools, { grant, invoiceKeys: [], customerNumbers: questions.customers });
    if (look.kind !== 'done') return look;
    customers = look.value.customers;
  }

  const news: DebtorChange[] = [];
  if (questions.entries.length === 0) return done({ customers, matches: { asked: [], pairs: [] }, news });
  const answer = await askPatiently(() => tools.bookkeeping.matches(grant, questions.entries));
  if (mayNot(answer)) return done({ customers, matches: { asked: [], pairs: [] }, news });
  if (answer.kind !== 'done') return answer;
  const pairs = answer.value;

  // A payment may have been booked and matched since entries were last read.
  if (pairs.some((pair) => Math.max(pair.fromEntry, pair.toEntry) > questions.lastEntry)) {
    const from = { afterEntry: questions.lastEntry, cursor: null };
    const read = await readEntriesOn(tools, grant, from, async (reading) => {
      news.push(...(await tools.openWork(who, (work) => observeBookEntries(work, reading))));
    });
    if (read.kind === 'done') await tools.openWork(who, (work) => raiseLastEntry(work, read.value));
    if (read.kind !== 'done' && !mayNot(read)) return read;
  }
  return done({ customers, matches: { asked: questions.entries, pairs }, news });
}

/** Without the right to read entries, value days are the days things were noticed; all else goes on. */
function mayNot(answer: Outcome<unknown, BookkeepingRefusal>): boolean {
  return answer.kind === 'refused' && answer.refusal.code === 'not-permitted';
}
