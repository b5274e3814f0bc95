/** How late interest and fees came about, day by day, so that a person can check them. */
import { rulesOf } from '../law/rules.ts';
import type { StatementLine } from '../ledger/statement.ts';
import { paragraphText, percentText, rungText } from '../sending/letter-page.ts';
import { currencyText, numberText } from '../values/amount-text.ts';
import type { Day } from '../values/day.ts';
import { countOfDays, dayText, shortDayText } from '../values/day-text.ts';
import type { Language } from '../values/language.ts';
import { roundedQuotient, sum } from '../values/money.ts';
import type { StatedCase } from './read-portal.ts';
import type { Say } from './words.ts';

/** Null where there is neither interest nor a fee nor compensation to explain. */
export function sheetPage(stated: StatedCase, say: Say, language: Language) {
  const { statement, currency, invoices } = stated;
  const number = (minor: bigint) => numberText(minor, currency, language);
  const interest = statement.lines.flatMap((line) => interestPage(line, stated, say, language) ?? []);
  const fees = statement.fees.map((fee) => ({
    rung: rungName(fee.rung, language),
    day: dayText(fee.day, language),
    amount: number(fee.amountMinor),
    takenBack: fee.takenBack ? say('sheetFeeBack') : null,
  }));
  if (interest.length === 0 && fees.length === 0 && statement.compensationMinor === 0n) return null;
  const feesGone = sum(statement.fees.map((fee) => fee.amountMinor)) - statement.feeMinor;
  const rules = rulesOf(invoices[0]?.market ?? '');
  return {
    title: say('sheet'),
    currency: currencyText(currency, language),
    heads: { days: say('sheetDays'), base: say('sheetBase'), rate: say('sheetRate'), interest: say('sheetInterest') },
    totalName: say('total'),
    interest,
    actual: interest.length > 0 ? say('sheetActual') : null,
    knownTo:
      statement.interestKnownTo === null
        ? null
        : say('sheetKnownTo', { day: dayText(statement.interestKnownTo, language) }),
    fees:
      fees.length === 0
        ? null
        : {
            title: say('sheetFees'),
            rows: fees,
            gone: feesGone > 0n ? { name: say('sheetFeesPaid'), amount: number(feesGone) } : null,
            why: rules?.reminderFee
              ? say('sheetFeesWhy', { paragraph: paragraphText(rules.reminderFee.paragraph, language) })
              : null,
          },
    compensation:
      statement.compensationMinor > 0n
        ? { name: say('sheetCompensation'), amount: number(statement.compensationMinor) }
        : null,
  };
}

function interestPage(line: StatementLine, stated: StatedCase, say: Say, language: Language) {
  const sheet = line.interest;
  if (!sheet || sheet.segments.length === 0) return null;
  const number = (minor: bigint) => numberText(minor, stated.currency, language);
  const invoice = stated.invoices.find((each) => each.invoiceId === line.invoiceId);
  const gone = sheet.totalMinor - line.interestMinor;
  const rates = new Set(
    sheet.segments.map((segment) =>
      say('sheetWhy', {
        reference: percentText(segment.referencePercent, language),
        margin: percentText(segment.marginPercent, language),
        paragraph: paragraphText(segment.paragraph, language),
      }),
    ),
  );
  return {
    title: say('sheetNumber', { number: invoice?.number ?? '' }),
    segments: sheet.segments.map((segment) => ({
      span: spanText(segment.fromDay, segment.toDay, language),
      days: countOfDays(segment.days, language),
      base: number(segment.baseMinor),
      rate: percentText(segment.ratePercent, language),
      interest: number(roundedQuotient(segment.exact.numerator, segment.exact.denominator)),
    })),
    total: number(sheet.totalMinor),
    gone: gone > 0n ? { name: say('sheetPaid'), amount: number(gone) } : null,
    why: [...rates],
  };
}

/** The year once where it is the same: "11. feb. – 12. mar. 2040". */
function spanText(from: Day, to: Day, language: Language): string {
  const years = [from.slice(0, 4), to.slice(0, 4)];
  const first = shortDayText(from, language) + (years[0] === years[1] ? '' : ` ${years[0]}`);
  return `${first} – ${shortDayText(to, language)} ${years[1]}`;
}

function rungName(rung: string, language: Language): string {
  return rungText(rung as Parameters<typeof rungText>[0], language);
}
