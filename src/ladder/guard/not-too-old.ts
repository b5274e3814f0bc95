/**
 * A claim that is time-barred is not demanded.
 * Source: law/market, "limitation" (Denmark: forældelsesloven § 3, three years), and what has started it anew since.
 * Border: barred on the day.
 */
import type { Facts } from '../facts.ts';
import { linesWithInvoices } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { go, stop } from '../verdict.ts';

export function notTooOld(facts: Facts): Verdict {
  const old = linesWithInvoices(facts).find(({ invoice }) => facts.today >= invoice.limitationDay);
  return old ? stop({ code: 'too-old', invoice: old.invoice.number, since: old.invoice.limitationDay }) : go;
}
