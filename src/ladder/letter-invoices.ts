/** The lines of a letter together with the invoices they are about, as guards look at them. */
import type { Day, Instant } from '../values/day.ts';
import { openingOn } from './decent-hour.ts';
import type { Facts, HoldFacts, HoldKind, InvoiceFacts, LetterLine } from './facts.ts';
import { kindOf } from './rungs.ts';

export type LineWithInvoice = { readonly line: LetterLine; readonly invoice: InvoiceFacts };

/** Half of the guards ask for the same lines of the same letter. */
const joined = new WeakMap<Facts, readonly LineWithInvoice[]>();

/** Lines whose invoice is still open. `debt-remains` stops a letter that has any other. */
export function linesWithInvoices(facts: Facts): readonly LineWithInvoice[] {
  const known = joined.get(facts);
  if (known) return known;
  const invoices = new Map(facts.invoices.map((invoice) => [invoice.invoiceId, invoice]));
  const lines = facts.letter.lines.flatMap((line) => {
    const invoice = invoices.get(line.invoiceId);
    return invoice ? [{ line, invoice }] : [];
  });
  joined.set(facts, lines);
  return lines;
}

/** Lines that the letter demands: all but those that only fall due soon. */
export function demandedLines(facts: Facts): readonly LineWithInvoice[] {
  return linesWithInvoices(facts).filter(({ line }) => kindOf(line.rung) !== 'nudge');
}

/** The first hold of these kinds that rests the case today. A hold "until" a day is over when that day comes. */
export function holdAmong(facts: Facts, ...kinds: HoldKind[]): HoldFacts | undefined {
  return facts.holds.find((hold) => kinds.includes(hold.kind) && (hold.until === null || facts.today < hold.until));
}

/** When letters may leave again on `day` or the first open day after it. */
export function openingFor(facts: Facts, day: Day): Instant {
  return openingOn(day, facts.creditor, countriesOf(facts));
}

/** Whose holidays close a day for this letter: the creditor's country's and the debtor's. */
export function countriesOf({ creditor, debtor }: Facts): string[] {
  return [...new Set([creditor.country, debtor.country])];
}

/** The markets of the letter's invoices. */
export function marketsOf(facts: Facts): string[] {
  return [...new Set(linesWithInvoices(facts).map(({ invoice }) => invoice.market))];
}
