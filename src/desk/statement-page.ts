/** What is owed on a case and how it came about, as the view prints it. */
import type { CaseStatement } from '../cases/read-statement.ts';
import type { InterestSegment, InterestSheet } from '../law/interest.ts';
import { sourceText } from '../law/reference-rates.ts';
import { amountText, numberText } from '../values/amount-text.ts';
import { daysBetween } from '../values/day.ts';
import { dayText, lateText } from '../values/day-text.ts';
import type { Currency } from '../values/money.ts';
import { capital, rungWord } from './rung-words.ts';

export function statementPage({ statement, invoices, currency }: CaseStatement) {
  const number = (minor: bigint) => numberText(minor, currency, 'en');
  const numberOf = new Map(invoices.map((invoice) => [invoice.invoiceId, invoice]));
  return {
    currency,
    total: amountText(statement.totalMinor, currency, 'en'),
    totalNumber: number(statement.totalMinor),
    invoices: statement.lines
      .filter((line) => line.principalMinor !== 0n || line.interestMinor !== 0n)
      .map((line) => {
        const invoice = numberOf.get(line.invoiceId)!;
        return {
          number: invoice.number,
          due: `due ${dayText(invoice.dueDay, 'en')}`,
          late: lateText(daysBetween(invoice.dueDay, statement.asOfDay), 'en'),
          rung: invoice.lastRung === null ? 'no letter yet' : rungWord(invoice.lastRung),
          amount: number(line.principalMinor),
          sheet: line.interest === null ? null : sheetPage(line.interest, line.interestMinor, currency),
        };
      }),
    fees: statement.fees.map((fee) => ({
      text: `Fee of the ${rungWord(fee.rung)}, ${dayText(fee.day, 'en')}${fee.takenBack ? ', taken back' : ''}`,
      amount: number(fee.takenBack ? 0n : fee.amountMinor),
    })),
    feesPaid: feesPaidOf(statement, number),
    interest: statement.interestMinor === 0n ? null : number(statement.interestMinor),
    compensation: statement.compensationMinor === 0n ? null : number(statement.compensationMinor),
    credit: statement.creditMinor === 0n ? null : number(-statement.creditMinor),
    payments: statement.payments.map((payment) => ({
      text: `${payment.through === 'portal' ? 'Paid through the private page' : 'Booked in the books'}, ${dayText(payment.valueDay, 'en')}`,
      amount: number(payment.amountMinor),
    })),
    gap:
      statement.interestKnownTo === null
        ? null
        : `Interest is worked out to ${dayText(statement.interestKnownTo, 'en')}: the rate after that is not published yet.`,
  };
}

/** What of the fees has been paid or given up, so that the lines come to the total. */
function feesPaidOf(statement: CaseStatement['statement'], number: (minor: bigint) => string): string | null {
  const charged = statement.fees.reduce((sum, fee) => sum + (fee.takenBack ? 0n : fee.amountMinor), 0n);
  const paid = charged - statement.feeMinor;
  return paid > 0n ? number(paid) : null;
}

function sheetPage(sheet: InterestSheet, owedMinor: bigint, currency: Currency) {
  return {
    owed: numberText(owedMinor, currency, 'en'),
    basis: capital(
      sheet.dayCount === 'actual'
        ? 'days over 365, in leap years over 366; rounded once, at the end'
        : 'months of thirty days over 360; rounded once, at the end',
    ),
    rows: sheet.segments.map((segment) => ({
      days: `${dayText(segment.fromDay, 'en')} to ${dayText(segment.toDay, 'en')}`,
      count: segment.days,
      base: numberText(segment.baseMinor, currency, 'en'),
      rate: rateText(segment),
      paragraph: segment.paragraph,
      source: sourceText(segment.source),
    })),
  };
}

/** An agreed rate, or one that is published whole, has no parts to show. */
function rateText({ basis, ratePercent, referencePercent, marginPercent }: InterestSegment): string {
  return basis === 'reference' ? `${ratePercent} % (${referencePercent} + ${marginPercent})` : `${ratePercent} %`;
}
