/** Which questions do these invoices raise, and what do the books answer? A short transaction, then the calls, if there are any. */
import type { Outcome } from '../values/outcome.ts';
import { askCloser, type Closer, type CloserTools } from './ask-closer.ts';
import type { BookkeepingRefusal, InvoiceRow } from './port.ts';
import { questionsAbout } from './questions-about.ts';

export async function lookCloser(
  tools: CloserTools,
  { creditorId, grant, rows }: { creditorId: string; grant: string; rows: readonly InvoiceRow[] },
): Promise<Outcome<Closer, BookkeepingRefusal>> {
  const who = { creditorId, actor: { kind: 'machine', id: 'look-closer' } } as const;
  const questions = await tools.openWork(who, (work) => questionsAbout(work, rows));

  return askCloser(tools, { creditorId, grant, questions });
}
