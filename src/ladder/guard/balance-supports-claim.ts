/**
 * The customer's balance in the books is not below its open items: if it is, money lies there that nobody has matched.
 * Source: "a payment may be unmatched". Border: base currency, less a tolerance for exchange rates; a higher balance is
 * nothing against the letter. A balance that was not read comes with the next reading.
 */
import { instantPlus, minute } from '../../values/day.ts';
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go, wait } from '../verdict.ts';

export function balanceSupportsClaim(facts: Facts): Verdict {
  const { balanceBaseMinor: balance, openItemsBaseMinor: open, toleranceBaseMinor: tolerance } = facts.debtor;
  if (balance === null) return wait(instantPlus(facts.now, 15 * minute), { code: 'balance-not-read' });
  if (balance + tolerance >= open) return go;
  return ask({ code: 'unmatched-payment', balanceMinor: String(balance), openMinor: String(open) });
}
