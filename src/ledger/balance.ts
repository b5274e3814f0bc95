/** What a case owes: the fold of its postings. Positive is owed by the debtor; credit is negative. Minor units. */
import { sum } from '../values/money.ts';
import type { Account } from './accounts.ts';
import { isDebtorAccount } from './accounts.ts';
import type { Transaction } from './posting.ts';

type ByInvoice = ReadonlyMap<string, bigint>;

export type Balance = {
  readonly principalByInvoice: ByInvoice;
  readonly interestByInvoice: ByInvoice;
  readonly compensationByInvoice: ByInvoice;
  /** All interest ever claimed per invoice, paid or not: what the next claim is the difference to. */
  readonly interestClaimedByInvoice: ByInvoice;
  /** Portal money per invoice that the books do not show yet. */
  readonly clearingByInvoice: ByInvoice;
  readonly principalMinor: bigint;
  readonly clearingMinor: bigint;
  readonly feeMinor: bigint;
  readonly interestMinor: bigint;
  readonly compensationMinor: bigint;
  readonly creditMinor: bigint;
  /** Everything on the debtor's side as posted; interest that runs but is not posted yet comes on top. */
  readonly owedMinor: bigint;
};

/** Folds the transactions of one case in one currency. Their order does not matter. */
export function balanceOf(transactions: readonly Transaction[]): Balance {
  const totals = new Map<Account, bigint>();
  const principal = new Map<string, bigint>();
  const interest = new Map<string, bigint>();
  const claimed = new Map<string, bigint>();
  const clearing = new Map<string, bigint>();
  const compensation = new Map<string, bigint>();
  let owedMinor = 0n;
  for (const { reason, postings } of transactions) {
    for (const { account, invoiceId, amountMinor } of postings) {
      totals.set(account, (totals.get(account) ?? 0n) + amountMinor);
      if (isDebtorAccount(account)) owedMinor += amountMinor;
      if (invoiceId === null) continue;
      if (account === 'principal') add(principal, invoiceId, amountMinor);
      if (account === 'clearing') add(clearing, invoiceId, amountMinor);
      if (account === 'compensation') add(compensation, invoiceId, amountMinor);
      if (account === 'interest') add(interest, invoiceId, amountMinor);
      if (account === 'interest' && reason === 'interest-claimed') add(claimed, invoiceId, amountMinor);
    }
  }
  return {
    principalByInvoice: principal,
    interestByInvoice: interest,
    compensationByInvoice: compensation,
    interestClaimedByInvoice: claimed,
    clearingByInvoice: clearing,
    principalMinor: sum(principal.values()),
    clearingMinor: sum(clearing.values()),
    feeMinor: totals.get('fee') ?? 0n,
    interestMinor: sum(interest.values()),
    compensationMinor: totals.get('compensation') ?? 0n,
    creditMinor: totals.get('credit') ?? 0n,
    owedMinor,
  };
}

function add(map: Map<string, bigint>, key: string, amountMinor: bigint): void {
  map.set(key, (map.get(key) ?? 0n) + amountMinor);
}
