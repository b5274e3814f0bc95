/**
 * A debt too small to be worth a letter waits until more is owed.
 * Source: the creditor's smallest sums, one for each currency: a hundred of one is not a hundred of another (complaint 25).
 * Border: exactly the smallest sum goes. Counted is all that is past its day in the currency, what the letter asks for, and
 * credit notes off it; what only falls due soon counts on a nudge alone. Once any smallest sum is set, a currency without
 * one asks for it.
 */
import { dayPlus } from '../../values/day.ts';
import { sum } from '../../values/money.ts';
import type { Facts } from '../facts.ts';
import { openingFor } from '../letter-invoices.ts';
import { countedFrom } from '../next-rung.ts';
import { kindOf } from '../rungs.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go, wait } from '../verdict.ts';

export function enoughIsOwed(facts: Facts): Verdict {
  const { currency, lines, rung } = facts.letter;
  const { smallestSums } = facts.creditor;
  if (Object.keys(smallestSums).length === 0) return go;
  const smallest = smallestSums[currency];
  if (smallest === undefined) return ask({ code: 'smallest-sum-not-set', currency });
  const asked = lines.filter((line) => kindOf(rung) === 'nudge' || kindOf(line.rung) !== 'nudge');
  const counted = facts.invoices.filter(
    (invoice) =>
      invoice.currency === currency &&
      invoice.leftOutSince === null &&
      (invoice.owedMinor < 0n ||
        countedFrom(invoice) < facts.today ||
        asked.some((line) => line.invoiceId === invoice.invoiceId)),
  );
  const owed = sum(counted.map((invoice) => invoice.owedMinor));
  if (owed >= smallest) return go;
  const tomorrow = openingFor(facts, dayPlus(facts.today, 1));
  return wait(tomorrow, { code: 'too-little', currency, owedMinor: String(owed), smallestMinor: String(smallest) });
}
