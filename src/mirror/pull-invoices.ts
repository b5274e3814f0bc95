import { done, type Outcome } from '../values/outcome.ts';
import { eachPage } from './each-page.ts';
import { lookCloser } from './look-closer.ts';
import { observeBooks } from './observe-books.ts';
import type { BookkeepingRefusal, InvoiceRow } from './port.ts';
import { type Pull, type PullingStep, reactTo } from './pull.ts';
import type { Reading } from './reading.ts';
import { type Progress, setProgress } from './store-state.ts';

/** Every invoice with something left, a page a transaction; what changed is asked about between reading and writing. */
export const pullInvoices: PullingStep['run'] = (pull, start) => {
  let rowsDone = start.rowsDone;
  if (start.cursor === null) pull.seenInvoices = new Set();
  return eachPage(
    pull.tools.wallNow,
    start.cursor,
    (cursor) => pull.tools.bookkeeping.unpaidInvoices(pull.grant, cursor),
    (page, asOf) => {
      for (const row of page.rows) pull.seenInvoices?.add(row.number);
      for (const row of page.refusedRows) pull.seenInvoices?.add(row.key);
      rowsDone += page.rows.length;
      pull.rows += page.rows.length;
      const progress: Progress = { step: 'invoices', rowsDone, rowsTotal: page.total, cursor: page.next };
      return takeInInvoices(pull, { ...page, asOf }, progress);
    },
  );
};

/** Looks closer at what changed, then takes the invoices in and reacts, in one transaction. */
export async function takeInInvoices(
  pull: Pull,
  reading: Reading<InvoiceRow>,
  progress: Progress,
): Promise<Outcome<null, BookkeepingRefusal>> {
  const { creditorId, grant } = pull;
  const closer = await lookCloser(pull.tools, { creditorId, grant, rows: reading.rows });
  if (closer.kind !== 'done') return closer;

  await pull.inWork(async (work) => {
    const changes = await observeBooks(work, reading, closer.value);
    await reactTo(pull, work, changes);
    await setProgress(work, progress);
  });
  return done(null);
}
