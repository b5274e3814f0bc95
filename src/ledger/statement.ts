/**
 * Everything a debtor owes on a case as of a day, and how it came about: invoices with their sheet of interest, fees with
 * the letter that carried them, payments with their spread. All sums in minor units of the case's currency.
 */
import type { InterestSheet } from '../law/interest.ts';
import type { RateRow } from '../law/reference-rates.ts';
import type { Day } from '../values/day.ts';
import { sum } from '../values/money.ts';
import { isDebtorAccount } from './accounts.ts';
import type { Share } from './allocation.ts';
import type { Balance } from './balance.ts';
import { balanceOf } from './balance.ts';
import { feeCause, feeReversalCause } from './fee.ts';
import { type InterestTerms, invoiceInterest } from './invoice-interest.ts';
import type { Transaction } from './posting.ts';

export type StatedInvoice = {
  readonly invoiceId: string;
  readonly dueDay: Day;
  readonly market: string;
  readonly terms: InterestTerms;
  /** May interest be claimed on it: the law allows it and the creditor's ladder has begun to state it. */
  readonly bearsInterest: boolean;
};

export type StatedLetter = {
  readonly letterId: string;
  readonly rung: string;
  readonly nth: number;
  readonly sentDay: Day;
};

export type StatementQuestion = {
  readonly asOfDay: Day;
  readonly invoices: readonly StatedInvoice[];
  readonly letters: readonly StatedLetter[];
  readonly transactions: readonly Transaction[];
  readonly rates: readonly RateRow[];
};

export type StatementLine = {
  readonly invoiceId: string;
  readonly principalMinor: bigint;
  /** Null where the invoice bears no interest. */
  readonly interest: InterestSheet | null;
  /** Interest still owed: the sheet's total and what was posted, less what was paid or waived. */
  readonly interestMinor: bigint;
};

export type StatementFee = {
  readonly letterId: string;
  readonly rung: string;
  readonly nth: number;
  readonly day: Day;
  readonly amountMinor: bigint;
  readonly takenBack: boolean;
};

export type StatementPayment = {
  readonly cause: string;
  readonly valueDay: Day;
  /** Portal: paid to us. Books: a payment or credit note the creditor booked. */
  readonly through: 'portal' | 'books';
  readonly amountMinor: bigint;
  readonly shares: readonly Share[];
};

export type Statement = {
  readonly asOfDay: Day;
  readonly lines: readonly StatementLine[];
  readonly fees: readonly StatementFee[];
  /** Oldest first. */
  readonly payments: readonly StatementPayment[];
  readonly principalMinor: bigint;
  readonly feeMinor: bigint;
  readonly compensationMinor: bigint;
  readonly interestMinor: bigint;
  readonly creditMinor: bigint;
  readonly totalMinor: bigint;
  /** The last day interest could be worked out to on every line; null when it is complete. */
  readonly interestKnownTo: Day | null;
};

/** The statement as of the end of a day: only what counts from that day or before is in it. */
export function statementOf(question: StatementQuestion): Statement {
  const transactions = asOf(question.transactions, question.asOfDay);
  const balance = balanceOf(transactions);
  const lines = question.invoices.map((invoice) => lineOf(invoice, question, transactions, balance));
  const interestMinor = sum(lines.map((line) => line.interestMinor));
  const { principalMinor, feeMinor, compensationMinor, creditMinor } = balance;
  const gaps = lines.map((line) => line.interest?.knownTo ?? null).filter((day) => day !== null);
  return {
    asOfDay: question.asOfDay,
    lines,
    fees: feesOf(question.letters, transactions),
    payments: paymentsOf(transactions),
    principalMinor,
    feeMinor,
    compensationMinor,
    interestMinor,
    creditMinor,
    totalMinor: principalMinor + feeMinor + compensationMinor + interestMinor + creditMinor,
    interestKnownTo: gaps.sort()[0] ?? null,
  };
}

/** Postings that count from `day` or before. A transaction has one value day, so none is torn apart. */
function asOf(transactions: readonly Transaction[], day: Day): Transaction[] {
  return transactions.filter(({ postings }) => postings.every((posting) => posting.valueDay <= day));
}

function lineOf(
  invoice: StatedInvoice,
  question: StatementQuestion,
  transactions: readonly Transaction[],
  balance: Balance,
): StatementLine {
  const { invoiceId } = invoice;
  const sheet = invoice.bearsInterest
    ? invoiceInterest(invoice, { transactions, untilDay: question.asOfDay, rates: question.rates })
    : null;
  const posted = balance.interestByInvoice.get(invoiceId) ?? 0n;
  const running = sheet ? sheet.totalMinor - (balance.interestClaimedByInvoice.get(invoiceId) ?? 0n) : 0n;
  const principalMinor = balance.principalByInvoice.get(invoiceId) ?? 0n;
  return { invoiceId, principalMinor, interest: sheet, interestMinor: posted + running };
}

function feesOf(letters: readonly StatedLetter[], transactions: readonly Transaction[]): StatementFee[] {
  const byCause = new Map(transactions.map((transaction) => [transaction.cause, transaction]));
  return letters.flatMap(({ letterId, rung, nth, sentDay }) => {
    const claim = byCause.get(feeCause(letterId));
    if (!claim) return [];
    const amountMinor = sum(claim.postings.filter(({ account }) => account === 'fee').map((each) => each.amountMinor));
    return [{ letterId, rung, nth, day: sentDay, amountMinor, takenBack: byCause.has(feeReversalCause(letterId)) }];
  });
}

function paymentsOf(transactions: readonly Transaction[]): StatementPayment[] {
  const payments: StatementPayment[] = [];
  for (const { cause, reason, postings } of transactions) {
    if (reason !== 'payment-received' && reason !== 'books-observed' && reason !== 'paid-in-books') continue;
    const shares = postings.flatMap(({ account, invoiceId, amountMinor }) =>
      isDebtorAccount(account) ? [{ account, invoiceId, amountMinor: -amountMinor }] : [],
    );
    const amountMinor = sum(shares.map((share) => share.amountMinor));
    const valueDay = postings[0]?.valueDay;
    if (valueDay === undefined || amountMinor <= 0n) continue;
    payments.push({
      cause,
      valueDay,
      through: reason === 'payment-received' ? 'portal' : 'books',
      amountMinor,
      shares,
    });
  }
  return payments.sort((a, b) => (a.valueDay < b.valueDay ? -1 : a.valueDay > b.valueDay ? 1 : 0));
}
