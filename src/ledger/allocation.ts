/**
 * How a portal payment is spread. The setting governs portal payments and overpayments only; what the books match is
 * always principal. Money for principal waits in clearing until the books show it; money for our claims is received.
 */
import type { Day } from '../values/day.ts';
import { smallest } from '../values/money.ts';
import type { DebtorAccount } from './accounts.ts';
import type { Balance } from './balance.ts';
import { balanceOf } from './balance.ts';
import type { InterestToDate } from './interest-claim.ts';
import { claimInterest } from './interest-claim.ts';
import type { Posting, Transaction } from './posting.ts';

/** Costs, interest, principal is the Danish default where nothing else is agreed; principal first is kinder. */
export const allocationOrders = ['costs-interest-principal', 'principal-first'] as const;
export type AllocationOrder = (typeof allocationOrders)[number];

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
  readonly shares: readonly Share[];
};

type Pot = { readonly account: DebtorAccount; readonly invoiceId: string | null; readonly owedMinor: bigint };

/**
 * Posts interest to the payment day and spreads the money: class by class in the order of the setting and, inside
 * interest and principal, the invoice that fell due first. Credit kept from before is used up with it; what is left over
 * is kept as credit. Throws on an amount that is not positive: no provider reports one.
 */
export function allocatePayment(payment: PaymentToSpread): SpreadPayment {
  if (payment.amountMinor <= 0n) throw new RangeError('a payment is more than nothing');
  const { cause, valueDay } = payment;
  const before = balanceOf(payment.transactions);
  const claim = claimInterest({ forCause: cause, valueDay, balance: before, interest: payment.invoices });
  const balance = claim ? balanceOf([...payment.transactions, claim]) : before;
  const pots = potsOf(balance, payment);
  const shares: Share[] = [];
  let left = payment.amountMinor - balance.creditMinor;
  for (const { account, invoiceId, owedMinor } of pots) {
    // A pot below zero (a fee paid and then taken back) gives its money to the others.
    const amountMinor = smallest(owedMinor, left);
    if (amountMinor === 0n) continue;
    shares.push({ account, invoiceId, amountMinor });
    left -= amountMinor;
  }
  const kept = left + balance.creditMinor;
  if (kept !== 0n) shares.push({ account: 'credit', invoiceId: null, amountMinor: kept });
  const paid: Transaction = { cause, reason: 'payment-received', postings: postingsOf(shares, valueDay) };
  return { transactions: claim ? [claim, paid] : [paid], shares };
}

/** The pots in the order they are filled; those that owe us nothing but hold money come first of all. */
function potsOf(balance: Balance, payment: PaymentToSpread): Pot[] {
  const oldestFirst = [...payment.invoices].sort((a, b) => (a.dueDay < b.dueDay ? -1 : a.dueDay > b.dueDay ? 1 : 0));
  const perInvoice = (account: DebtorAccount, owed: ReadonlyMap<string, bigint>): Pot[] =>
    oldestFirst.map(({ invoiceId }) => ({ account, invoiceId, owedMinor: owed.get(invoiceId) ?? 0n }));
  const costs: Pot[] = [
    { account: 'fee', invoiceId: null, owedMinor: balance.feeMinor },
    { account: 'compensation', invoiceId: null, owedMinor: balance.compensationMinor },
  ];
  const interest = perInvoice('interest', balance.interestByInvoice);
  // Principal below zero is the books' own matter (they show too much paid): it is not ours to spread.
  const principal = perInvoice('principal', balance.principalByInvoice).filter((pot) => pot.owedMinor > 0n);
  const ours = [...costs, ...interest];
  const ordered = payment.order === 'principal-first' ? [...principal, ...ours] : [...ours, ...principal];
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
