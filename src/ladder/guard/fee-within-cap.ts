/**
 * The fee is no more than the law's, no line that bears it has had all of its fees, and compensation is claimed once, in
 * full at most, and beside a fee only where the law has both.
 * Source: law/market, "reminderFee" and "compensation". Border: the last fee goes, one more does not; spacing is
 * spacing-kept's, the market market-is-confirmed's.
 */
import { rulesOf } from '../../law/rules.ts';
import { compensationOf, feeCap, standsBesideFees } from '../charges.ts';
import { rungFor } from '../climb.ts';
import type { Facts } from '../facts.ts';
import { demandedLines } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function feeWithinCap(facts: Facts): Verdict {
  const { letter, creditor } = facts;
  const compensation = compensationWithin(facts);
  if (letter.feeMinor === 0n || compensation.kind !== 'go') return compensation;
  const lines = demandedLines(facts);
  // A nudge demands nothing, so nothing on it can bear a fee.
  if (letter.feeMinor < 0n || lines.length === 0) return ask({ code: 'fee-not-allowed' });
  for (const { line, invoice } of lines) {
    const law = rulesOf(invoice.market)?.reminderFee;
    const cap = feeCap(invoice);
    if (!law || cap === null) return ask({ code: 'fee-not-allowed', invoice: invoice.number });
    if (letter.feeMinor > cap) {
      return ask({ code: 'fee-too-high', feeMinor: String(letter.feeMinor), capMinor: String(cap) });
    }
    const bearsFee = (rungFor(creditor.ladder, invoice, line.rung)?.feeMinor ?? 0n) > 0n;
    if (bearsFee && invoice.feesSoFar >= law.maxPerClaim) {
      return ask({ code: 'fees-used-up', invoice: invoice.number, fees: invoice.feesSoFar });
    }
    const compensated =
      invoice.compensationClaimed || letter.compensation.some((each) => each.invoiceId === invoice.invoiceId);
    if (compensated && !standsBesideFees(invoice.market)) {
      return ask({ code: 'fee-beside-compensation', invoice: invoice.number });
    }
  }
  return go;
}

function compensationWithin(facts: Facts): Verdict {
  const lines = demandedLines(facts);
  for (const { invoiceId, minor } of facts.letter.compensation) {
    const invoice = lines.find((each) => each.invoice.invoiceId === invoiceId)?.invoice;
    if (!invoice) return ask({ code: 'compensation-not-allowed' });
    if (invoice.compensationClaimed) return ask({ code: 'compensation-twice', invoice: invoice.number });
    const most = compensationOf(invoice);
    if (most === null || minor <= 0n || minor > most) {
      return ask({ code: 'compensation-not-allowed', invoice: invoice.number });
    }
  }
  return go;
}
