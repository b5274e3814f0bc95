import { creditorToday } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import type { RungKey } from '../ladder/rungs.ts';
import { skipOf } from '../ladder/skip.ts';
import { invoiceFacts } from './invoice-facts.ts';
import { ladderOf } from './ladder-of.ts';
import { readStandings } from './store-facts.ts';
import { proposalLines } from './store-proposals.ts';

export type Skippable = {
  readonly invoiceId: string;
  readonly number: string;
  readonly rung: RungKey;
  readonly nth: number;
};

/** The invoices of a letter that may be taken past its rung without a letter, oldest due first. */
export async function readSkippable(
  work: Work,
  letter: { readonly id: string; readonly debtorId: string },
): Promise<Skippable[]> {
  const [standing] = await readStandings(work, [letter.debtorId]);
  if (!standing) return [];
  const settings = await readSettings(work);
  const today = await creditorToday(work);
  const lines = await proposalLines(work, letter.id);

  const facts = new Map(invoiceFacts(standing, settings).map((invoice) => [invoice.invoiceId, invoice]));
  const ladder = ladderOf(settings, standing.debtor);
  return lines.flatMap(({ invoiceId, number, rung, nth }) => {
    const invoice = facts.get(invoiceId);
    const skip = invoice ? skipOf(today, ladder, invoice) : null;
    return skip?.ok && skip.rung === rung ? [{ invoiceId, number, rung, nth }] : [];
  });
}
