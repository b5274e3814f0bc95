/**
 * The fee is no more than the law's, and no line that bears it has had all of its fees.
 * Source: renteloven § 9 b, at most 100 kr each and three a claim. Border: the third goes, the fourth does not; spacing is
 * spacing-kept's, the market market-is-confirmed's.
 */
import { rulesOf } from '../../law/rules.ts';
import type { Facts } from '../facts.ts';
import { demandedLines } from '../letter-invoices.ts';
import { rungOf } from '../rungs.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function feeWithinCap(facts: Facts): Verdict {
  const { letter, creditor } = facts;
  if (letter.feeMinor === 0n) return go;
  const lines = demandedLines(facts);
  // A nudge demands nothing, so nothing on it can bear a fee.
  if (letter.feeMinor < 0n || lines.length === 0) return ask({ code: 'fee-not-allowed' });
  for (const { line, invoice } of lines) {
    const law = rulesOf(invoice.market)?.reminderFee;
    if (!law) return ask({ code: 'fee-not-allowed', invoice: invoice.number });
    if (letter.feeMinor > law.capMinor) {
      return ask({ code: 'fee-too-high', feeMinor: String(letter.feeMinor), capMinor: String(law.capMinor) });
    }
    const bearsFee = (rungOf(creditor.ladder, line.rung)?.feeMinor ?? 0n) > 0n;
    if (bearsFee && invoice.feesSoFar >= law.maxPerClaim) {
      return ask({ code: 'fees-used-up', invoice: invoice.number, fees: invoice.feesSoFar });
    }
  }
  return go;
}
