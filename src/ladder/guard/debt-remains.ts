/**
 * Every line is still owed to this creditor, by exactly the sum the letter says, and more than credit notes cover.
 * Source: "settled: the invoice leaves"; a letter never goes for fees alone. Border: it stops, so that the letter is made
 * anew from what is owed now; why the sum changed is no-credit-pending's to hold.
 */
import { sum } from '../../values/money.ts';
import type { Facts } from '../facts.ts';
import { kindOf } from '../rungs.ts';
import type { Verdict } from '../verdict.ts';
import { go, stop } from '../verdict.ts';

export function debtRemains(facts: Facts): Verdict {
  const { letter, invoices } = facts;
  const open = new Map(invoices.map((each) => [each.invoiceId, each]));
  for (const line of letter.lines) {
    const invoice = open.get(line.invoiceId);
    if (!invoice || invoice.owedMinor <= 0n) return stop({ code: 'settled', invoice: invoice?.number ?? '' });
    if (invoice.termsForbid !== null) {
      return stop({ code: 'terms-forbid', invoice: invoice.number, terms: invoice.termsForbid });
    }
    if (invoice.owedMinor !== line.principalMinor) {
      const owed = { nowMinor: String(invoice.owedMinor), statedMinor: String(line.principalMinor) };
      return stop({ code: 'sum-changed', invoice: invoice.number, currency: letter.currency, ...owed });
    }
  }
  const demanded = letter.lines.filter((line) => kindOf(line.rung) !== 'nudge');
  const counted = kindOf(letter.rung) === 'nudge' ? letter.lines : demanded;
  const credits = invoices.filter((each) => each.owedMinor < 0n && each.currency === letter.currency);
  const net = sum([...counted.map((line) => line.principalMinor), ...credits.map((each) => each.owedMinor)]);
  return net > 0n ? go : stop({ code: 'nothing-owed' });
}
