import { done, type Outcome } from '../values/outcome.ts';
import { lookCloser } from './look-closer.ts';
import { noteInvoices } from './note-invoices.ts';
import { observeBooks } from './observe-books.ts';
import type { BookkeepingRefusal, InvoiceRow } from './port.ts';
import type { Pull } from './pull.ts';
import { reactTo } from './react-to.ts';
import type { Reading } from './reading.ts';
import { type Progress, setProgress } from './store-state.ts';

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
    await noteInvoices(work, pull.comparing, reading.rows);
    const changes = await observeBooks(work, reading, closer.value);
    await reactTo(pull, work, changes);
    await setProgress(work, progress);
  });
  return done(null);
}
