/** How late interest and fees came about, line by line, so that a debtor can check them: the statement's own lines. */
import type { PaperPress } from '../papers/press.ts';
import { statementSheet } from '../papers/statement-sheet.ts';
import type { Day } from '../values/day.ts';
import type { Language } from '../values/language.ts';
import type { PortalFacts, StatedCase } from './read-portal.ts';
import type { Say } from './words.ts';

/** Null where there is neither interest nor a fee nor compensation to explain. */
export function sheetPage(
  { creditor, debtor, now }: PortalFacts,
  stated: StatedCase,
  today: Day,
  say: Say,
  papers: PaperPress,
  language: Language,
) {
  const { statement, aCase } = stated;
  const interest = statement.lines.some((line) => line.interest !== null && line.interest.segments.length > 0);
  if (!interest && statement.fees.length === 0 && statement.compensationMinor === 0n) return null;
  const sheet = statementSheet(stated, today);
  const paper = papers.statement(
    { sheet, parties: { creditor, debtor }, language, madeAt: now, booksRead: null },
    language,
  );
  return {
    title: say('sheet'),
    blocks: paper.blocks,
    of: aCase.currency,
    downloads: [
      { href: `/portal/statements/${aCase.id}/pdf`, name: say('sheetPdf') },
      { href: `/portal/statements/${aCase.id}/csv`, name: say('sheetCsv') },
    ],
  };
}
