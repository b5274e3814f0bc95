/**
 * Each line's own day has come, and the time its previous letter gave to pay is over.
 * Source: the creditor's ladder; inkassoloven § 10 for the deadline. Border: a day that was missed stays due, but a nudge
 * is over on the due day, and a line whose next rung is now another one ends the letter.
 */
import type { Facts } from '../facts.ts';
import { linesWithInvoices, openingFor } from '../letter-invoices.ts';
import { nextRung } from '../next-rung.ts';
import type { Verdict } from '../verdict.ts';
import { go, stop, wait } from '../verdict.ts';

export function deadlinePassed(facts: Facts): Verdict {
  let latest: { day: string; invoice: string } | null = null;
  for (const { line, invoice } of linesWithInvoices(facts)) {
    const next = nextRung(facts.today, facts.creditor.ladder, invoice);
    if (next?.rung !== line.rung) return stop({ code: 'rung-changed', invoice: invoice.number, rung: line.rung });
    if (next.day > (latest?.day ?? facts.today)) latest = { day: next.day, invoice: invoice.number };
  }
  return latest ? wait(openingFor(facts, latest.day), { code: 'not-yet', ...latest }) : go;
}
