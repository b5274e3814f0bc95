/**
 * The accounts of a case's claim ledger and the closed list of why an entry is made. On the debtor's side a positive
 * balance is owed; credit is money the debtor has too much with us, and negative.
 */

export const debtorAccounts = ['principal', 'fee', 'interest', 'compensation', 'credit'] as const;

/**
 * The other side of each entry. books: what the accounting system shows. claimed: our fees and interest. received: money
 * that is ours to keep track of. waived: given up. clearing: portal money for principal the books do not show yet.
 */
export const counterAccounts = ['books', 'claimed', 'received', 'waived', 'clearing'] as const;

export const accounts = [...debtorAccounts, ...counterAccounts] as const;

export type DebtorAccount = (typeof debtorAccounts)[number];
export type Account = (typeof accounts)[number];

/** Why an entry is made: the whole list, kept by the database too (migrations/0015). */
export const reasons = [
  'books-observed',
  'fee-claimed',
  'fee-reversed',
  'interest-claimed',
  'compensation-claimed',
  'compensation-reversed',
  'payment-received',
  /** Money in the books that a member has said is our fees and interest. */
  'paid-in-books',
  'credit-used',
  'credit-kept',
  'credit-paid-back',
  'claims-waived',
  'payment-refunded',
  'payment-charged-back',
  'chargeback-won',
  /** Between two cases of one debtor: each gets one half. */
  'moved',
] as const;
export type Reason = (typeof reasons)[number];

export function isDebtorAccount(account: Account): account is DebtorAccount {
  return (debtorAccounts as readonly Account[]).includes(account);
}
