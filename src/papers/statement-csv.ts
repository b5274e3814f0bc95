/**
 * The statement for a spreadsheet: the sheet's lines, one a row, with everything a lawyer asks of a line. Danish and Swedish
 * files have a decimal comma, English ones a point; fields are parted by semicolons and days are year-month-day in all.
 */
import { paragraphText } from '../sending/law-words.ts';
import { rungText } from '../sending/letter-page.ts';
import { type CsvField, csvOf } from '../values/csv.ts';
import type { Language } from '../values/language.ts';
import { decimalFromMinor } from '../values/money.ts';
import { accountWords, type Parties, settledText } from './statement-paper.ts';
import type { ClaimRow, StatementSheet } from './statement-sheet.ts';
import type { PaperSay } from './words.ts';

/** `booksRead`: as of when the books were read, as its reader writes it; null before the first time. */
export function statementCsv(
  sheet: StatementSheet,
  parties: Parties,
  say: PaperSay,
  language: Language,
  booksRead: string | null = null,
): string {
  const decimal = (lexeme: string): CsvField => ({ figure: language === 'en' ? lexeme : lexeme.replace('.', ',') });
  const amount = (minor: bigint) => decimal(decimalFromMinor(minor, sheet.currency));
  const line = (part: string, cells: Partial<Line>, minor: bigint): CsvField[] => [
    parties.debtor.name,
    part,
    { figure: cells.day ?? '' },
    cells.what ?? '',
    cells.invoice ?? '',
    { figure: cells.from ?? '' },
    { figure: cells.to ?? '' },
    { figure: cells.days ?? '' },
    cells.base === undefined ? { figure: '' } : amount(cells.base),
    decimal(cells.reference ?? ''),
    decimal(cells.margin ?? ''),
    decimal(cells.rate ?? ''),
    amount(minor),
    { figure: sheet.currency },
    cells.paragraph ?? '',
    cells.source ?? '',
  ];
  const { asOfDay } = sheet;
  return csvOf([
    headOf(say),
    ...sheet.claims.map((row) => line(say('claimed'), claimLine(row, say, language), row.amountMinor)),
    ...sheet.settled.flatMap((row) =>
      row.shares.map((share) =>
        line(
          say('settled'),
          {
            day: row.day,
            what: `${settledText(row, say)}: ${say(accountWords[share.account])}`,
            invoice: share.invoiceNumber ?? '',
          },
          -share.amountMinor,
        ),
      ),
    ),
    line(say('total', { day: asOfDay }), { day: asOfDay, what: readText(say, booksRead) }, sheet.totalMinor),
    ...sheet.interest.flatMap(({ invoice, rows }) =>
      rows.map((row) =>
        line(
          say('interestAmount'),
          {
            invoice: invoice.number,
            from: row.fromDay,
            to: row.toDay,
            days: String(row.days),
            base: row.baseMinor,
            reference: row.basis === 'reference' ? row.referencePercent : '',
            margin: row.basis === 'reference' ? row.marginPercent : '',
            rate: row.ratePercent,
            paragraph: paragraphText(row.paragraph, language),
            source: row.source,
          },
          row.amountMinor,
        ),
      ),
    ),
    ...(sheet.knownTo === null ? [] : [line(say('knownTo', { day: sheet.knownTo }), { day: sheet.knownTo }, 0n)]),
  ]);
}

type Line = {
  readonly day: string;
  readonly what: string;
  readonly invoice: string;
  readonly from: string;
  readonly to: string;
  readonly days: string;
  readonly base: bigint;
  readonly reference: string;
  readonly margin: string;
  readonly rate: string;
  readonly paragraph: string;
  readonly source: string;
};

function headOf(say: PaperSay): CsvField[] {
  return [
    say('csvDebtor'),
    say('csvPart'),
    say('day'),
    say('what'),
    say('csvInvoice'),
    say('csvFrom'),
    say('csvTo'),
    say('interestCount'),
    say('interestBase'),
    say('interestReference'),
    say('interestMargin'),
    say('interestRate'),
    say('csvAmount'),
    say('csvCurrency'),
    say('csvParagraph'),
    say('ratesSource'),
  ];
}

function claimLine(row: ClaimRow, say: PaperSay, language: Language): Partial<Line> {
  return { day: row.day, what: claimWhat(row, say, language), invoice: row.invoice?.number ?? '' };
}

function claimWhat({ kind, letter }: ClaimRow, say: PaperSay, language: Language): string {
  switch (kind) {
    case 'invoice':
    case 'invoice-again':
      return say('csvInvoice');
    case 'fee':
      return letter ? say('claimFee', { rung: rungText(letter, language) }) : say('claimFeeAlone');
    case 'fee-back':
      return say('claimFeeBack');
    case 'interest':
      return say('leftInterest');
    case 'compensation':
      return say('claimCompensation');
    case 'compensation-back':
      return say('claimCompensationBack');
  }
}

function readText(say: PaperSay, booksRead: string | null): string {
  return booksRead === null ? '' : `${say('booksRead')} ${booksRead}`;
}
