/**
 * An invoice a member has left out is on no letter; the debtor's others are.
 * Source: complaints about peers (32, 38), and the backlog of before sending was switched on. Border: it stops, so that the
 * letter is made anew without it; a whole debtor left out is not-paused's.
 */
import type { Facts } from '../facts.ts';
import { linesWithInvoices } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { go, stop } from '../verdict.ts';

export function invoiceNotLeftOut(facts: Facts): Verdict {
  const out = linesWithInvoices(facts).find(({ invoice }) => invoice.leftOutSince !== null)?.invoice;
  return out ? stop({ code: 'invoice-left-out', invoice: out.number, since: out.leftOutSince ?? '' }) : go;
}
