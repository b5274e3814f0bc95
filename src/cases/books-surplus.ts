/**
 * Money in the books that matches no invoice, and whether it is what is owed to us: then a member says so with one press.
 * All in the creditor's base currency, minor units.
 */
import { balanceOf } from '../ledger/balance.ts';
import type { Currency } from '../values/money.ts';
import { oursLeft } from './ours-given-up.ts';
import type { CaseStatement } from './read-statement.ts';
import type { DebtorRow } from './store-facts.ts';

/**
 * How far the customer's balance lies below the open items, less what a member has looked at before, and less portal money
 * of the case that waits in clearing: booked and not matched yet, it is that money and no other.
 */
export function booksSurplus(debtor: DebtorRow, stated: CaseStatement): bigint {
  const { clearingMinor } = balanceOf(stated.transactions);
  const short = debtor.openItemsBaseMinor - debtor.balanceBaseMinor - debtor.decisions.shortfallAcceptedMinor;
  const minor = short - (clearingMinor > 0n ? clearingMinor : 0n);
  return minor > 0n ? minor : 0n;
}

/**
 * How much of the surplus may be said to be our fees, interest and compensation; null where that cannot be. While an
 * invoice is open the money is most likely for it, so then only the exact sum is offered; when none is, a surplus that
 * covers us is enough. Only in the base currency: the balance is not known in another.
 */
export function oursInSurplus(debtor: DebtorRow, stated: CaseStatement, baseCurrency: Currency): bigint | null {
  const oursMinor = oursLeft(stated) + (stated.statement.creditMinor < 0n ? stated.statement.creditMinor : 0n);
  const surplus = booksSurplus(debtor, stated);
  if (stated.currency !== baseCurrency || oursMinor <= 0n) return null;
  const fits = stated.statement.principalMinor > 0n ? surplus === oursMinor : surplus >= oursMinor;
  return fits ? oursMinor : null;
}
