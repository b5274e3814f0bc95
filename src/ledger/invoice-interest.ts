/** Late interest on one invoice of a case, from its own ledger: the question that letters and statements both ask. */
import { type InterestSheet, interestSheet } from '../law/interest.ts';
import type { RateRow } from '../law/reference-rates.ts';
import { type DayCount, type DebtorKind, rulesOf } from '../law/rules.ts';
import type { Day } from '../values/day.ts';
import type { Transaction } from './posting.ts';
import { principalSteps } from './principal-steps.ts';

export type InterestTerms = {
  readonly debtorKind: DebtorKind;
  readonly dayCount: DayCount;
  /** Per cent a year, agreed with this debtor; null: the statute's rate. */
  readonly contractRate: { readonly percent: string; readonly note: string } | null;
};

export type InvoiceInQuestion = {
  readonly invoiceId: string;
  readonly market: string;
  readonly dueDay: Day;
  readonly terms: InterestTerms;
};

/** A debt that joins its case with the letter in question. `again`: it was settled there before, and is owed anew from this day. */
export type Opening = { readonly fromDay: Day; readonly minor: bigint; readonly again: boolean };

/**
 * The sheet to `untilDay`, null where the market is not in the law room. `opening` is what is owed where the ledger has
 * nothing on the invoice yet: its case opens with the letter in question.
 */
export function invoiceInterest(
  invoice: InvoiceInQuestion,
  on: {
    readonly transactions: readonly Transaction[];
    readonly untilDay: Day;
    readonly rates: readonly RateRow[];
    readonly opening?: Opening;
  },
): InterestSheet | null {
  const rules = rulesOf(invoice.market);
  if (!rules) return null;
  const { debtorKind, dayCount, contractRate } = invoice.terms;
  const steps = principalSteps(on.transactions, invoice.invoiceId);
  return interestSheet({
    rules,
    debtorKind,
    dueDay: invoice.dueDay,
    principal: on.opening && (steps.length === 0 || on.opening.again) ? [...steps, on.opening] : steps,
    interestPaid: interestPaid(on.transactions, invoice.invoiceId),
    untilDay: on.untilDay,
    rates: on.rates,
    dayCount,
    ...(contractRate === null ? {} : { contractRate }),
  });
}

/** What was paid or given up of the interest, by value day: where unpaid interest joins the base (NL), this does not. */
function interestPaid(transactions: readonly Transaction[], invoiceId: string): { day: Day; minor: bigint }[] {
  return transactions
    .filter(({ reason }) => reason !== 'interest-claimed')
    .flatMap(({ postings }) => postings)
    .filter((posting) => posting.account === 'interest' && posting.invoiceId === invoiceId)
    .map((posting) => ({ day: posting.valueDay, minor: -posting.amountMinor }));
}
