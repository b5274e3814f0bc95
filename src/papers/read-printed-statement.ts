import { readStatement } from '../cases/read-statement.ts';
import { readCase } from '../cases/store-cases.ts';
import { readStandings } from '../cases/store-facts.ts';
import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { mirrorState } from '../mirror/store-state.ts';
import { type Day, dayIn } from '../values/day.ts';
import type { PrintedStatement } from './press.ts';
import { statementSheet } from './statement-sheet.ts';

/** Everything a statement's page and papers print; null when there is no such case. On today where no day is named. */
export async function readPrintedStatement(work: Work, caseId: string, onDay?: Day): Promise<PrintedStatement | null> {
  const aCase = await readCase(work, caseId);
  if (aCase === null) return null;
  const creditor = await readCreditor(work);
  const [standing] = await readStandings(work, [aCase.debtorId]);
  const stated = await readStatement(work, aCase, onDay);
  const { name, customerNumber, decisions } = standing!.debtor;

  const readAt = (await mirrorState(work))?.booksReadAt ?? null;
  const { companyNumber, address } = creditor;
  return {
    sheet: statementSheet(stated, dayIn(work.now, creditor.timeZone)),
    parties: { creditor: { name: creditor.name, companyNumber, address }, debtor: { name, customerNumber } },
    language: decisions.language,
    madeAt: work.now,
    booksRead: readAt === null ? null : { at: readAt, timeZone: creditor.timeZone },
  };
}
