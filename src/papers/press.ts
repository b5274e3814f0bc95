/** What prints our papers: words read once, at start. Printing touches no database and no clock. */
import type { Instant } from '../values/day.ts';
import { instantText } from '../values/day-text.ts';
import type { Language } from '../values/language.ts';
import type { Paper } from './paper.ts';
import { paperPdf } from './paper-pdf.ts';
import { statementCsv } from './statement-csv.ts';
import { type Parties, statementPaper } from './statement-paper.ts';
import type { StatementSheet } from './statement-sheet.ts';
import { readPaperWords } from './words.ts';

export type PrintedStatement = {
  readonly sheet: StatementSheet;
  readonly parties: Parties;
  /** The language the debtor is written to in. */
  readonly language: Language;
  /** Business time. */
  readonly madeAt: Instant;
  /** As of when the books were read (wall time), told where the creditor is; null before the first time. */
  readonly booksRead: { readonly at: Instant; readonly timeZone: string } | null;
};

export type PaperFile = { readonly name: string; readonly type: string; readonly body: Buffer };

export type PaperPress = {
  statement(printed: PrintedStatement, language: Language): Paper;
  statementPdf(printed: PrintedStatement, language: Language): Promise<PaperFile>;
  statementCsv(printed: PrintedStatement, language: Language): PaperFile;
};

export function createPaperPress(viewsDir: string): PaperPress {
  const words = readPaperWords(viewsDir);
  const booksRead = ({ booksRead: read }: PrintedStatement, language: Language) =>
    read === null ? null : instantText(read.at, read.timeZone, language);
  const paperOf = (printed: PrintedStatement, language: Language) =>
    statementPaper(printed.sheet, printed.parties, words[language], language, booksRead(printed, language));
  /** Whose it is stays out of the name: names of files are kept in lists that others see. */
  const nameOf = ({ sheet }: PrintedStatement, language: Language, ending: string) =>
    `${words[language]('file')}-${sheet.asOfDay}.${ending}`;
  return {
    statement: paperOf,
    statementPdf: async (printed, language) => ({
      name: nameOf(printed, language, 'pdf'),
      type: 'application/pdf',
      body: await paperPdf(paperOf(printed, language), printed.madeAt, printed.parties.creditor.name),
    }),
    statementCsv: (printed, language) => ({
      name: nameOf(printed, language, 'csv'),
      type: 'text/csv; charset=utf-8',
      body: Buffer.from(
        statementCsv(printed.sheet, printed.parties, words[language], language, booksRead(printed, language)),
      ),
    }),
  };
}
