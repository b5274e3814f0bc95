/** Money the debtor has too much with us: kept, paid back, or carried to the debtor's next case. */
import type { Day } from '../values/day.ts';
import type { DebtorAccount } from './accounts.ts';
import { balanceOf } from './balance.ts';
import type { Posting, Transaction } from './posting.ts';

/** All of ours and the credit of a case together, below zero: that much is the debtor's. Principal is the books' matter. */
export function debtorsMoney(transactions: readonly Transaction[]): bigint {
  const { feeMinor, interestMinor, compensationMinor, creditMinor } = balanceOf(transactions);
  const minor = feeMinor + interestMinor + compensationMinor + creditMinor;
  return minor < 0n ? -minor : 0n;
}

/** What was paid of a claim that was taken back since becomes credit. Null where no claim holds money. */
export function keepCredit(kept: {
  readonly cause: string;
  readonly valueDay: Day;
  readonly transactions: readonly Transaction[];
}): Transaction | null {
  const { cause, valueDay } = kept;
  const balance = balanceOf(kept.transactions);
  const pots: [DebtorAccount, string | null, bigint][] = [['fee', null, balance.feeMinor]];
  for (const [invoiceId, minor] of balance.compensationByInvoice) pots.push(['compensation', invoiceId, minor]);
  for (const [invoiceId, minor] of balance.interestByInvoice) pots.push(['interest', invoiceId, minor]);
  const over = pots.filter(([, , minor]) => minor < 0n);
  if (over.length === 0) return null;
  const postings: Posting[] = over.flatMap(([account, invoiceId, minor]) => [
    { account, invoiceId, amountMinor: -minor, valueDay },
    { account: 'credit', invoiceId: null, amountMinor: minor, valueDay },
  ]);
  return { cause, reason: 'credit-kept', postings };
}

/** The creditor has paid the credit back to the debtor. Null where there is none. */
export function payCreditBack(back: {
  readonly cause: string;
  readonly valueDay: Day;
  readonly transactions: readonly Transaction[];
}): Transaction | null {
  const { creditMinor } = balanceOf(back.transactions);
  if (creditMinor >= 0n) return null;
  const { cause, valueDay } = back;
  return {
    cause,
    reason: 'credit-paid-back',
    postings: [
      { account: 'credit', invoiceId: null, amountMinor: -creditMinor, valueDay },
      { account: 'received', invoiceId: null, amountMinor: creditMinor, valueDay },
    ],
  };
}

/**
 * What stands on one case of a debtor goes to another in the same currency: one half for each ledger, each balanced by
 * itself. `only`: the accounts that go. Null where nothing stands. Principal takes its clearing along, so that each
 * ledger's principal and clearing are still what the books show.
 */
export function moveClaims(move: {
  readonly key: string;
  readonly valueDay: Day;
  readonly from: readonly Transaction[];
  readonly only: readonly DebtorAccount[];
}): { readonly out: Transaction; readonly into: Transaction } | null {
  const { valueDay } = move;
  const balance = balanceOf(move.from);
  const standing: [DebtorAccount, string | null, bigint][] = [
    ['fee', null, balance.feeMinor],
    ['credit', null, balance.creditMinor],
    ...perInvoice('principal', balance.principalByInvoice),
    ...perInvoice('interest', balance.interestByInvoice),
    ...perInvoice('compensation', balance.compensationByInvoice),
  ];
  const moved = standing.filter(([account, , minor]) => move.only.includes(account) && minor !== 0n);
  if (moved.length === 0) return null;
  const half = (sign: bigint, cause: string): Transaction => ({
    cause,
    reason: 'moved',
    postings: moved.flatMap(([account, invoiceId, minor]): Posting[] => {
      const other: Pick<Posting, 'account' | 'invoiceId'> =
        account === 'principal' ? { account: 'clearing', invoiceId } : { account: 'received', invoiceId: null };
      return [
        { account, invoiceId, amountMinor: sign * minor, valueDay },
        { ...other, amountMinor: -sign * minor, valueDay },
      ];
    }),
  });
  return { out: half(-1n, `moved-out:${move.key}`), into: half(1n, `moved-in:${move.key}`) };
}

function perInvoice(account: DebtorAccount, owed: ReadonlyMap<string, bigint>): [DebtorAccount, string, bigint][] {
  return [...owed].map(([invoiceId, minor]) => [account, invoiceId, minor]);
}
