/**
 * How a portal payment is spread. The setting governs portal payments and overpayments only; what the books match is
 * always principal. Money for principal waits in clearing until the books show it; money for our claims is received.
 */
import type { Day } from '../values/day.ts';
import { smallest } from '../values/money.ts';
import type { DebtorAccount } from './accounts.ts';
import type { AllocationOrder } from './allocation-order.ts';
import type { Balance } from './balance.ts';
import { balanceOf } from './balance.ts';
import type { InterestToDate } from './interest-claim.ts';
import { claimInterest } from './interest-claim.ts';
import type { Posting, Transaction } from './posting.ts';

export type PaymentToSpread = {
  /** Unique per payment. */
  readonly cause: string;
  readonly valueDay: Day;
  /** More than nothing. */
  readonly amountMinor: bigint;
  readonly order: AllocationOrder;
  readonly transactions: readonly Transaction[];
  /** The case's invoices, with interest to the payment day. */
  readonly invoices: readonly (InterestToDate & { readonly dueDay: Day })[];
  /** What the debtor chose to pay: all of it is paid before anything else. Null: nothing was chosen. */
  readonly chosen?: readonly string[] | null;
};

export type Share = {
  readonly account: DebtorAccount;
  readonly invoiceId: string | null;
  /** How much of the money went here; for credit, what is kept for the debtor. */
  readonly amountMinor: bigint;
};

export type SpreadPayment = {
  /** The interest claim, where there is one, then the payment: post both or neither, in this order. */
  readonly transactions: readonly Transaction[];
  /** In the order the money went. */
  readonly shares: readonly Share[];
};

type Pot = { readonly account: DebtorAccount; readonly invoiceId: string | null; readonly owedMinor: bigint };

/**
 * Posts interest to the payment day and spreads the money: what was chosen first, class by class in the order of the
 * setting and, inside a class, the invoice that fell due first; then all the rest in the same way. Credit kept from before
 * is used up with it; what is left over is kept as credit. Throws on an amount that is not positive: no provider reports one.
 */
export function allocatePayment(payment: PaymentToSpread): SpreadPayment {
  if (payment.amountMinor <= 0n) throw new RangeError('a payment is more than nothing');
  const { cause, valueDay } = payment;
  const before = balanceOf(payment.transactions);
  const claim = claimInterest({ forCause: cause, valueDay, balance: before, interest: payment.invoices });
  const balance = claim ? balanceOf([...payment.transactions, claim]) : before;
  const shares = sharesOf(potsInOrder(balance, payment), balance.creditMinor, payment.amountMinor);
  const paid: Transaction = { cause, reason: 'payment-received', postings: postingsOf(shares, valueDay) };
  return { transactions: claim ? [claim, paid] : [paid], shares };
}

/** Credit the debtor has with us pays what is owed on the case now; null when there is no credit or nothing to pay. */
export function useCredit(use: {
  readonly cause: string;
  readonly valueDay: Day;
  readonly order: AllocationOrder;
  readonly transactions: readonly Transaction[];
  readonly invoices: PaymentToSpread['invoices'];
}): Transaction | null {
  const balance = balanceOf(use.transactions);
  if (balance.creditMinor >= 0n) return null;
  const shares = sharesOf(potsInOrder(balance, use), balance.creditMinor, 0n);
  if (shares.every((share) => share.account === 'credit')) return null;
  return { cause: use.cause, reason: 'credit-used', postings: postingsOf(shares, use.valueDay) };
}

/** Pots that owe us nothing but hold money (a fee paid and then taken back) come first of all and give it to the others. */
function sharesOf(pots: readonly Pot[], creditMinor: bigint, amountMinor: bigint): Share[] {
  const shares: Share[] = [];
  let left = amountMinor - creditMinor;
  for (const { account, invoiceId, owedMinor } of pots) {
    const share = smallest(owedMinor, left);
    if (share === 0n) continue;
    shares.push({ account, invoiceId, amountMinor: share });
    left -= share;
  }
  const kept = left + creditMinor;
  if (kept !== 0n) shares.push({ account: 'credit', invoiceId: null, amountMinor: kept });
  return shares;
}

function potsInOrder(
  balance: Balance,
  { invoices, order, chosen }: Pick<PaymentToSpread, 'invoices' | 'order' | 'chosen'>,
): Pot[] {
  const oldestFirst = [...invoices].sort((a, b) => (a.dueDay < b.dueDay ? -1 : a.dueDay > b.dueDay ? 1 : 0));
  const ids = oldestFirst.map(({ invoiceId }) => invoiceId);
  const perInvoice = (account: DebtorAccount, owed: ReadonlyMap<string, bigint>, among: readonly string[]): Pot[] =>
    among.map((invoiceId) => ({ account, invoiceId, owedMinor: owed.get(invoiceId) ?? 0n }));
  const principalOf = (among: readonly string[]) =>
    // Principal below zero is the books' own matter (they show too much paid): it is not ours to spread.
    perInvoice('principal', balance.principalByInvoice, among).filter((pot) => pot.owedMinor > 0n);
  const claimed = [...balance.compensationByInvoice.keys()];
  const costs: Pot[] = [
    { account: 'fee', invoiceId: null, owedMinor: balance.feeMinor },
    ...perInvoice('compensation', balance.compensationByInvoice, [
      ...ids.filter((id) => claimed.includes(id)),
      ...claimed.filter((id) => !ids.includes(id)),
    ]),
  ];
  const tier = (costs: readonly Pot[], interestOn: readonly string[], principalOn: readonly string[]): Pot[] => {
    const ours = [...costs, ...perInvoice('interest', balance.interestByInvoice, interestOn)];
    const principal = principalOf(principalOn);
    return order === 'principal-first' ? [...principal, ...ours] : [...ours, ...principal];
  };
  const first = chosen ? ids.filter((id) => chosen.includes(id)) : ids;
  const rest = ids.filter((id) => !first.includes(id));
  // Interest on invoices already paid is owed whichever are chosen, and so are all costs.
  const paid = rest.filter((id) => (balance.principalByInvoice.get(id) ?? 0n) <= 0n);
  const ordered = [
    ...tier(
      costs,
      ids.filter((id) => first.includes(id) || paid.includes(id)),
      first,
    ),
    ...tier(
      [],
      rest.filter((id) => !paid.includes(id)),
      rest,
    ),
  ];
  return [...ordered.filter((pot) => pot.owedMinor < 0n), ...ordered.filter((pot) => pot.owedMinor > 0n)];
}

function postingsOf(shares: readonly Share[], valueDay: Day): Posting[] {
  const postings: Posting[] = [];
  let received = 0n;
  for (const { account, invoiceId, amountMinor } of shares) {
    postings.push({ account, invoiceId, amountMinor: -amountMinor, valueDay });
    if (account === 'principal') postings.push({ account: 'clearing', invoiceId, amountMinor, valueDay });
    else received += amountMinor;
  }
  if (received !== 0n) postings.push({ account: 'received', invoiceId: null, amountMinor: received, valueDay });
  return postings;
}
