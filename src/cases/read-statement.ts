import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { mayCarry } from '../law/charges.ts';
import type { Transaction } from '../ledger/posting.ts';
import { type Statement, statementOf } from '../ledger/statement.ts';
import { readRates, readTransactions } from '../ledger/store.ts';
import { type Day, dayIn } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { interestTerms } from './interest-terms.ts';
import type { CaseRow } from './store-cases.ts';
import { readStandings } from './store-facts.ts';
import { type CaseInvoice, invoicesOfCase, type SentLetter, sentLetters } from './store-statement.ts';

export type CaseStatement = {
  readonly statement: Statement;
  readonly invoices: readonly CaseInvoice[];
  readonly letters: readonly SentLetter[];
  readonly transactions: readonly Transaction[];
  readonly currency: Currency;
};

/**
 * What is owed on a case at the end of a day, today where none is named, and how it came about, as far as it is known now:
 * a payment that became known late counts from its own day. On a day to come it says what would be owed if nothing
 * happened until then. Interest is counted only where the law allows it and a letter that had really left by that day has
 * stated it: nobody finds interest on the page that no letter has told of.
 */
export async function readStatement(work: Work, aCase: CaseRow, onDay?: Day): Promise<CaseStatement> {
  const creditor = await readCreditor(work);
  const asOfDay = onDay ?? dayIn(work.now, creditor.timeZone);
  const settings = await readSettings(work);
  const [standing] = await readStandings(work, [aCase.debtorId]);
  const invoices = await invoicesOfCase(work, aCase.id);
  const letters = (await sentLetters(work, [aCase.id])).filter((letter) => letter.sentDay <= asOfDay);
  const transactions = (await readTransactions(work, [aCase.id])).get(aCase.id) ?? [];
  const rates = await readRates(work);

  const told = letters.some((letter) => letter.statedInterest);
  const bearsInterest = (invoice: CaseInvoice): boolean =>
    told &&
    mayCarry({
      market: invoice.market,
      marketConfirmed: settings.confirmedMarkets.includes(invoice.market),
      debtorKind: standing!.debtor.decisions.kind,
      currency: aCase.currency,
      pastDue: true,
    }).interest.allowed;
  const statement = statementOf({
    asOfDay,
    invoices: invoices.map((invoice) => ({
      invoiceId: invoice.invoiceId,
      dueDay: invoice.dueDay,
      market: invoice.market,
      terms: interestTerms(settings, standing!.debtor.decisions, invoice.market),
      bearsInterest: bearsInterest(invoice),
    })),
    letters: letters.map((letter) => ({
      letterId: letter.proposalId,
      rung: letter.rung,
      nth: letter.nth,
      sentDay: letter.sentDay,
    })),
    transactions,
    rates,
  });

  return { statement, invoices, letters, transactions, currency: aCase.currency };
}
