/**
 * What a bookkeeper posts for one of our transactions, as lines on the customer's account. Positive raises what the customer
 * owes in the books, negative lowers it; the other half goes to the account that `against` names. What the books showed us,
 * and what moves between our own accounts only, is not posted again.
 */
import type { DebtorAccount, Reason } from '../ledger/accounts.ts';
import { isDebtorAccount } from '../ledger/accounts.ts';
import type { Transaction } from '../ledger/posting.ts';
import type { Day } from '../values/day.ts';
import { type Currency, sum } from '../values/money.ts';

/** Ours: a claim, or one given up. Money: it came, or went back, through the payment provider. */
const kinds: { readonly [reason in Reason]: 'ours' | 'money' | null } = {
  'fee-claimed': 'ours',
  'fee-reversed': 'ours',
  'interest-claimed': 'ours',
  'compensation-claimed': 'ours',
  'compensation-reversed': 'ours',
  'claims-waived': 'ours',
  'payment-received': 'money',
  'payment-refunded': 'money',
  'payment-charged-back': 'money',
  'chargeback-won': 'money',
  // The books knew first.
  'books-observed': null,
  'paid-in-books': null,
  // Paid back by the creditor's own bank, which stands in the bank's statement.
  'credit-paid-back': null,
  'credit-used': null,
  'credit-kept': null,
  moved: null,
};

export const postedReasons = (Object.keys(kinds) as Reason[]).filter((reason) => kinds[reason] !== null);

export const bookAccounts = ['fee', 'interest', 'compensation', 'provider'] as const;
/** Which of the creditor's accounts the other half goes to: income of a kind, or what the provider owes the creditor. */
export type BookAccount = (typeof bookAccounts)[number];

export type BookTransaction = Transaction & {
  readonly id: string;
  readonly customerNumber: string | null;
  readonly currency: Currency;
  /** Number of each invoice that is named in it. */
  readonly invoiceNumbers: ReadonlyMap<string, string>;
  /** The file it stands in; null: in none yet. */
  readonly fileNumber: number | null;
};

export type BookLine = {
  readonly transactionId: string;
  /** The day it counts from. */
  readonly day: Day;
  readonly reason: Reason;
  readonly against: BookAccount;
  /** What a line of money is for; null on a claim. */
  readonly pays: 'invoice' | 'ours' | null;
  readonly customerNumber: string | null;
  /** The invoice it is about: to be matched with it when it is money for it. */
  readonly invoiceNumber: string | null;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly fileNumber: number | null;
};

/** The lines of a transaction; they come to what it changes on the debtor's side. Empty where nothing is to be posted. */
export function bookLines(transaction: BookTransaction): BookLine[] {
  const kind = kinds[transaction.reason];
  const postings = transaction.postings.filter(({ account }) => isDebtorAccount(account));
  const day = postings[0]?.valueDay;
  if (kind === null || day === undefined) return [];
  const { id: transactionId, reason, customerNumber, currency, invoiceNumbers, fileNumber } = transaction;
  const line = (
    against: BookAccount,
    pays: BookLine['pays'],
    invoiceId: string | null,
    amountMinor: bigint,
  ): BookLine[] => {
    const invoiceNumber = invoiceId === null ? null : (invoiceNumbers.get(invoiceId) ?? null);
    const same = { transactionId, day, reason, customerNumber, currency, fileNumber };
    return amountMinor === 0n ? [] : [{ ...same, against, pays, invoiceNumber, amountMinor }];
  };
  if (kind === 'ours')
    return postings.flatMap(({ account, invoiceId, amountMinor }) =>
      line(incomeOf(account as DebtorAccount), null, invoiceId, amountMinor),
    );
  const principal = new Map<string | null, bigint>();
  for (const { account, invoiceId, amountMinor } of postings)
    if (account === 'principal') principal.set(invoiceId, (principal.get(invoiceId) ?? 0n) + amountMinor);
  const rest = sum(postings.filter(({ account }) => account !== 'principal').map((each) => each.amountMinor));
  return [
    ...[...principal].flatMap(([invoiceId, amountMinor]) => line('provider', 'invoice', invoiceId, amountMinor)),
    ...line('provider', 'ours', null, rest),
  ];
}

function incomeOf(account: DebtorAccount): BookAccount {
  if (account === 'fee' || account === 'interest' || account === 'compensation') return account;
  throw new Error(`a claim of ours on the account ${account}`);
}
