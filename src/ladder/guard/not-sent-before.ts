/**
 * No invoice gets the same rung twice in one climb, nor a lower one after a higher.
 * Source: one rung per accepted letter. Border: a new climb (run) starts anew; whether a rung is due is deadline-passed's.
 */
import { isBehind, nthOf } from '../climb.ts';
import type { Facts } from '../facts.ts';
import { linesWithInvoices } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { go, stop } from '../verdict.ts';

export function notSentBefore(facts: Facts): Verdict {
  for (const { line, invoice } of linesWithInvoices(facts)) {
    if (line.alreadySent || isBehind(facts.creditor.ladder, invoice, line.rung)) {
      const nth = nthOf(line.rung, invoice.climbed);
      return stop({ code: 'already-sent', invoice: invoice.number, rung: line.rung, nth });
    }
  }
  return go;
}
