/**
 * A fee, interest, compensation or a notice only where the law room knows the market and allows it, the creditor has
 * confirmed it, and the debtor is one its rules are for. Source: design, "law is data". Border: plain reminders always
 * pass; amounts are fee-within-cap's.
 */
import { chargesOn } from '../charges.ts';
import type { Facts } from '../facts.ts';
import { demandedLines } from '../letter-invoices.ts';
import { kindOf } from '../rungs.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go } from '../verdict.ts';

export function marketIsConfirmed(facts: Facts): Verdict {
  const { letter, debtor } = facts;
  for (const { invoice } of demandedLines(facts)) {
    const charges = chargesOn(facts.today, invoice, debtor.kind);
    const compensated = letter.compensation.some((each) => each.invoiceId === invoice.invoiceId);
    const carried = [
      ...(letter.feeMinor > 0n ? [charges.fee] : []),
      ...(letter.statesInterest ? [charges.interest] : []),
      ...(compensated ? [charges.compensation] : []),
      ...(kindOf(letter.rung) === 'notice' ? [charges.notice] : []),
    ];
    const no = carried.find((permission) => !permission.allowed);
    if (no && !no.allowed) return ask({ code: no.reason, market: invoice.market, invoice: invoice.number });
  }
  return go;
}
