import type { Work } from '../db/work.ts';
import { done, type Outcome } from '../values/outcome.ts';
import { askCloser, type Closer, nothingAsked } from './ask-closer.ts';
import { noteInvoices } from './note-invoices.ts';
import { observeBooks } from './observe-books.ts';
import type { BookkeepingRefusal, InvoiceRow } from './port.ts';
import type { Pull } from './pull.ts';
import { questionsAbout } from './questions-about.ts';
import { reactTo } from './react-to.ts';
import type { Reading } from './reading.ts';
import { type Progress, setProgress } from './store-state.ts';

/**
 * Looks closer at what changed, then takes the invoices in and reacts, in one transaction; where nothing has to be asked it is
 * the one that looked. Where a customer turned out to be renumbered it looks once more: its old number may be a newcomer's by
 * now, whose invoices had nobody to go to.
 */
export async function takeInInvoices(
  pull: Pull,
  reading: Reading<InvoiceRow>,
  progress: Progress,
): Promise<Outcome<null, BookkeepingRefusal>> {
  if (reading.rows.length === 0 && reading.refusedRows.length === 0) {
    await pull.inWork((work) => setProgress(work, progress));
    return done(null);
  }
  for (const isSecondLook of [false, true]) {
    const take = async (work: Work, closer: Closer) => {
      if (!isSecondLook) await noteInvoices(work, pull.comparing, reading.rows);
      const changes = await observeBooks(work, reading, closer);
      await reactTo(pull, work, changes);
      await setProgress(work, progress);
      return { changes };
    };

    const looked = await pull.inWork(async (work) => {
      const questions = await questionsAbout(work, reading.rows);
      const asks = questions.customers.length > 0 || questions.entries.length > 0;
      return asks ? { questions } : take(work, nothingAsked);
    });
    let taken = looked;
    if ('questions' in taken) {
      const { creditorId, grant } = pull;
      const closer = await askCloser(pull.tools, { creditorId, grant, questions: taken.questions });
      if (closer.kind !== 'done') return closer;
      taken = await pull.inWork((work) => take(work, closer.value));
    }
    if (!taken.changes.some((change) => change.kind === 'renumbered')) break;
  }
  return done(null);
}
