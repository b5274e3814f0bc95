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

export const reasons = [
  'books-observed',
  'fee-claimed',
  'fee-reversed',
  'interest-claimed',
  'compensation-claimed',
  'payment-received',
  'claims-waived',
] as const;
export type Reason = (typeof reasons)[number];

export function isDebtorAccount(account: Account): account is DebtorAccount {
  return (debtorAccounts as readonly Account[]).includes(account);
}
