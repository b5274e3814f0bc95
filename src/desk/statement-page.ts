/** What is owed on a case, as the view prints it; how its interest came about stands on the statement (papers). */
import type { CaseStatement } from '../cases/read-statement.ts';
import { nthOf } from '../ladder/climb.ts';
import { amountText, numberText } from '../values/amount-text.ts';
import { daysBetween } from '../values/day.ts';
import { dayText, lateText } from '../values/day-text.ts';
import { rungWord } from './rung-words.ts';

/** `here`: the case's own page, under which its invoices' copies are. */
export function statementPage({ statement, invoices, currency }: CaseStatement, here: string) {
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
          copy: invoice.byHand ? null : `${here}/invoices/${invoice.invoiceId}/pdf`,
          due: `due ${dayText(invoice.dueDay, 'en')}`,
          late: lateText(daysBetween(invoice.dueDay, statement.asOfDay), 'en'),
          rung:
            invoice.lastRung === null
              ? 'no letter yet'
              : rungWord(invoice.lastRung, nthOf(invoice.lastRung, invoice.climbed)),
          amount: number(line.principalMinor),
        };
      }),
    fees: statement.fees.map((fee) => ({
      text: `Fee of the ${rungWord(fee.rung, fee.nth)}, ${dayText(fee.day, 'en')}${fee.takenBack ? ', taken back' : ''}`,
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
