/**
 * No invoice gets the same rung twice in one climb, nor a lower one after a higher.
 * Source: one rung per accepted letter. Border: a new climb (run) starts anew; whether a rung is due is deadline-passed's.
 */
import type { Facts } from '../facts.ts';
import { linesWithInvoices } from '../letter-invoices.ts';
import { rungOrder } from '../rungs.ts';
import type { Verdict } from '../verdict.ts';
import { go, stop } from '../verdict.ts';

export function notSentBefore(facts: Facts): Verdict {
  for (const { line, invoice } of linesWithInvoices(facts)) {
    const climbed = invoice.lastRung !== null && rungOrder(invoice.lastRung) >= rungOrder(line.rung);
    if (line.alreadySent || climbed) return stop({ code: 'already-sent', invoice: invoice.number, rung: line.rung });
  }
  return go;
}
