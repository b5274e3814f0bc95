import { done, type Outcome } from '../values/outcome.ts';
import { lookCloser } from './look-closer.ts';
import { noteInvoices } from './note-invoices.ts';
import { observeBooks } from './observe-books.ts';
import type { BookkeepingRefusal, InvoiceRow } from './port.ts';
import type { Pull } from './pull.ts';
import { reactTo } from './react-to.ts';
import type { Reading } from './reading.ts';
import { type Progress, setProgress } from './store-state.ts';

/**
 * Looks closer at what changed, then takes the invoices in and reacts, in one transaction. Where a customer turned out to be
 * renumbered it looks once more: its old number may be a newcomer's by now, whose invoices had nobody to go to.
 */
export async function takeInInvoices(
  pull: Pull,
  reading: Reading<InvoiceRow>,
  progress: Progress,
): Promise<Outcome<null, BookkeepingRefusal>> {
  for (const isSecondLook of [false, true]) {
    const { creditorId, grant } = pull;
    const closer = await lookCloser(pull.tools, { creditorId, grant, rows: reading.rows });
    if (closer.kind !== 'done') return closer;

    const changes = await pull.inWork(async (work) => {
      if (!isSecondLook) await noteInvoices(work, pull.comparing, reading.rows);
      const observed = await observeBooks(work, reading, closer.value);
      await reactTo(pull, work, observed);
      await setProgress(work, progress);
      return observed;
    });
    if (!changes.some((change) => change.kind === 'renumbered')) break;
  }
  return done(null);
}
