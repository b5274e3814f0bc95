/**
 * Money of a portal payment that went back: refunded by the creditor, or taken back by the cardholder's bank. It is undone
 * exactly in the payment's own spread and, where only a part goes back, newest first: an overpayment kept as credit (most
 * often that is what is refunded), then principal, interest, compensation and fees, the law's order backwards.
 */
import type { Day } from '../values/day.ts';
import { smallest, sum } from '../values/money.ts';
import { type DebtorAccount, isDebtorAccount } from './accounts.ts';
import type { Share } from './allocation.ts';
import { balanceOf } from './balance.ts';
import type { Posting, Transaction } from './posting.ts';

export type MoneyBack = {
  readonly cause: string;
  readonly reason: 'payment-refunded' | 'payment-charged-back';
  readonly valueDay: Day;
  /** The payment as it was posted. */
  readonly paid: Transaction;
  /** What went back of it before, whichever way, and what has gone back by now; minor units, never more than the payment. */
  readonly beforeMinor: bigint;
  readonly nowMinor: bigint;
  /** Per invoice, how much the books have already put back of what they had shown as paid: it is owed again by that. */
  readonly shownByBooks: ReadonlyMap<string, bigint>;
};

/**
 * The transaction that makes these shares owed again, and the shares; the transaction is null when the books have shown
 * all of it already. Throws when more would go back than came.
 */
export function takeMoneyBack(back: MoneyBack): { transaction: Transaction | null; shares: Share[] } {
  const { cause, reason, valueDay } = back;
  const shares = sharesGoneBack(back.paid, back.beforeMinor, back.nowMinor);
  const postings: Posting[] = [];
  for (const { account, invoiceId, amountMinor } of shares) {
    const shown = account === 'principal' ? smallest(amountMinor, back.shownByBooks.get(invoiceId ?? '') ?? 0n) : 0n;
    const owedAgain = amountMinor - shown;
    if (owedAgain === 0n) continue;
    postings.push(...bothSides(account, invoiceId, owedAgain, valueDay));
  }
  return { transaction: postings.length === 0 ? null : { cause, reason, postings }, shares };
}

/**
 * A dispute was won and the money came back: the shares are paid once more. Where somebody has paid in the meantime,
 * what is not owed any more is kept as credit.
 */
export function giveMoneyBack(won: {
  readonly cause: string;
  readonly valueDay: Day;
  readonly paid: Transaction;
  readonly beforeMinor: bigint;
  readonly nowMinor: bigint;
  readonly transactions: readonly Transaction[];
}): Transaction {
  const { cause, valueDay } = won;
  const balance = balanceOf(won.transactions);
  const owedOn = ({ account, invoiceId }: Share): bigint => {
    if (account === 'principal') return balance.principalByInvoice.get(invoiceId ?? '') ?? 0n;
    if (account === 'interest') return balance.interestByInvoice.get(invoiceId ?? '') ?? 0n;
    if (account === 'compensation') return balance.compensationByInvoice.get(invoiceId ?? '') ?? 0n;
    return balance.feeMinor;
  };
  const postings: Posting[] = [];
  let kept = 0n;
  for (const share of sharesGoneBack(won.paid, won.nowMinor, won.beforeMinor)) {
    const owed = share.account === 'credit' ? 0n : owedOn(share);
    const paid =
      share.amountMinor > 0n
        ? smallest(share.amountMinor, owed > 0n ? owed : 0n)
        : -smallest(-share.amountMinor, owed < 0n ? -owed : 0n);
    kept += share.amountMinor - paid;
    if (paid !== 0n) postings.push(...bothSides(share.account, share.invoiceId, -paid, valueDay));
  }
  if (kept !== 0n) postings.push(...bothSides('credit', null, -kept, valueDay));
  return { cause, reason: 'chargeback-won', postings };
}

/** An amount on the debtor's side, and the other side as a payment has it. */
function bothSides(
  account: DebtorAccount,
  invoiceId: string | null,
  amountMinor: bigint,
  valueDay: Day,
): [Posting, Posting] {
  const other: Pick<Posting, 'account' | 'invoiceId'> =
    account === 'principal' ? { account: 'clearing', invoiceId } : { account: 'received', invoiceId: null };
  return [
    { account, invoiceId, amountMinor, valueDay },
    { ...other, amountMinor: -amountMinor, valueDay },
  ];
}

/**
 * How much the books have put back since the payment, per invoice, beyond what earlier refunds of it account for. A booked
 * refund may be read before the provider tells of it: then it is the same money, and is not owed twice. `transactions` in
 * the order they were recorded; `ownPrefix` is how the causes of this payment's own reversals begin.
 */
export function putBackByBooks(
  paid: Transaction,
  beforeMinor: bigint,
  ownPrefix: string,
  transactions: readonly Transaction[],
): Map<string, bigint> {
  const since = transactions.findIndex((each) => each.cause === paid.cause);
  const put = new Map<string, bigint>();
  const add = (invoiceId: string | null, minor: bigint) =>
    invoiceId !== null && put.set(invoiceId, (put.get(invoiceId) ?? 0n) + minor);
  for (const { cause, reason, postings } of transactions.slice(since + 1)) {
    const own = cause.startsWith(ownPrefix);
    for (const { account, invoiceId, amountMinor } of postings) {
      if (account !== 'principal') continue;
      if (own || (reason === 'books-observed' && amountMinor > 0n)) add(invoiceId, amountMinor);
    }
  }
  for (const { account, invoiceId, amountMinor } of sharesGoneBack(paid, 0n, beforeMinor))
    if (account === 'principal') add(invoiceId, -amountMinor);
  return new Map([...put].filter(([, minor]) => minor > 0n));
}

/**
 * The part of a payment between two sums gone back, in its own shares, newest first. When the last øre goes back, so does
 * what the payment found and used up with it: credit of before, and pots that held money.
 */
function sharesGoneBack(paid: Transaction, fromMinor: bigint, toMinor: bigint): Share[] {
  const spread = spreadOf(paid);
  const totalMinor = sum(spread.map((share) => share.amountMinor));
  if (fromMinor > toMinor || toMinor > totalMinor) throw new RangeError('more goes back than was paid');
  if (fromMinor === toMinor) return [];
  const whole = toMinor === totalMinor;
  const shares: Share[] = [];
  let passed = fromMinor;
  let left = toMinor - fromMinor;
  for (const { account, invoiceId, amountMinor } of spread.filter((share) => share.amountMinor > 0n).reverse()) {
    const skipped = smallest(amountMinor, passed);
    passed -= skipped;
    const share = whole ? amountMinor - skipped : smallest(amountMinor - skipped, left);
    left -= share;
    if (share > 0n) shares.push({ account, invoiceId, amountMinor: share });
  }
  return whole ? [...shares, ...spread.filter((share) => share.amountMinor < 0n)] : shares;
}

/**
 * What the payment covered, in an order that does not hang on how it was stored: costs, compensation, interest, principal,
 * and last what was kept. Below zero: what it used up.
 */
function spreadOf(paid: Transaction): Share[] {
  const classes = ['fee', 'compensation', 'interest', 'principal', 'credit'] as const;
  const shares = paid.postings.flatMap(({ account, invoiceId, amountMinor }) =>
    isDebtorAccount(account) ? [{ account, invoiceId, amountMinor: -amountMinor }] : [],
  );
  const place = ({ account, invoiceId }: Share) => `${classes.indexOf(account)} ${invoiceId ?? ''}`;
  return shares.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}
