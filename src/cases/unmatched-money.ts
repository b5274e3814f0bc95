/**
 * Money in the books that matches no invoice: the customer's balance lies below the open items. A brake, never a ledger:
 * nothing is posted from it. All sums are minor units of the creditor's base currency.
 */

export type MoneyStanding = {
  /** What the books say the customer owes, payments and credits that match nothing taken off. */
  readonly balanceMinor: bigint;
  /** What is left of everything open in every currency, credit notes off, at each item's own rate. */
  readonly openItemsMinor: bigint;
  /** How much of the difference a member has looked at before. */
  readonly acceptedMinor: bigint;
  /** How far rates and roundings may make the two differ. */
  readonly toleranceMinor: bigint;
  /**
   * The hold for unmatched money in force, or null. Its difference is null where it was not opened from a balance: a payment
   * provider told of money that fits nothing.
   */
  readonly hold: { readonly differenceMinor: bigint | null } | null;
};

export type MoneyFinding = {
  /** record: not known before. change: more or less of it than the hold says. lift: the books agree again. */
  readonly deed: 'none' | 'record' | 'change' | 'lift';
  /** How far the balance lies below the open items; zero or less when it does not. */
  readonly differenceMinor: bigint;
  /** What was accepted before and has gone from the books since is accepted no longer; null: it stays. */
  readonly acceptedNowMinor: bigint | null;
};

/**
 * A hold stands while more than the tolerance is neither matched nor accepted. It goes by itself when the books agree again,
 * because whoever matched the money has looked at it. A member's "chase all the same" covers what was there that day: when that
 * money is matched the cover goes with it, so that the next unmatched payment of the same size holds again.
 */
export function weighMoney(on: MoneyStanding): MoneyFinding {
  const differenceMinor = on.openItemsMinor - on.balanceMinor;
  const short = differenceMinor > 0n ? differenceMinor : 0n;
  const acceptedNowMinor = on.acceptedMinor - short > on.toleranceMinor ? short : null;
  const isShort = differenceMinor - on.acceptedMinor > on.toleranceMinor;
  return { deed: deedFor(isShort, differenceMinor, on.hold), differenceMinor, acceptedNowMinor };
}

function deedFor(isShort: boolean, differenceMinor: bigint, hold: MoneyStanding['hold']): MoneyFinding['deed'] {
  if (hold === null) return isShort ? 'record' : 'none';
  if (hold.differenceMinor === null) return 'none';
  if (!isShort) return 'lift';
  return hold.differenceMinor === differenceMinor ? 'none' : 'change';
}

/** Is there anything to say? Asked of the mirror, before the books are looked at once more. */
export function saysSomething(finding: MoneyFinding): boolean {
  return finding.deed !== 'none' || finding.acceptedNowMinor !== null;
}
