import { type CaseStatement, readStatement } from '../cases/read-statement.ts';
import { type CaseRow, casesOfDebtor } from '../cases/store-cases.ts';
import { type DebtorRow, readStandings } from '../cases/store-facts.ts';
import { type Question, questionsOfDebtor } from '../conversations/store.ts';
import type { Creditor } from '../creditors/creditor.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { ageOfBooks, type BooksAge } from '../mirror/freshness.ts';
import { mirrorState } from '../mirror/store-state.ts';
import type { Payment } from '../payments/payment.ts';
import { paymentsOfDebtor } from '../payments/store.ts';
import type { Instant } from '../values/day.ts';

export type StatedCase = CaseStatement & { readonly aCase: CaseRow };

export type PortalFacts = {
  /** As of when the books were read, wall time, and whether that is as fresh as promised. */
  readonly books: { readonly readAt: Instant | null; readonly age: BooksAge };
  readonly now: Instant;
  readonly creditor: Creditor;
  readonly settings: CreditorSettings;
  readonly debtor: DebtorRow;
  /** Open ones first. */
  readonly cases: readonly StatedCase[];
  readonly questions: readonly Question[];
  readonly payments: readonly Payment[];
};

/** Years of paid cases are not read at each visit: this many, open ones first. */
const mostCases = 12;

/** Everything a debtor's own page rests on. It reads and changes nothing. Null when the debtor is not there any more. */
export async function readPortal(work: Work, debtorId: string, wallNow: Instant): Promise<PortalFacts | null> {
  const creditor = await readCreditor(work);
  const settings = await readSettings(work);
  const [standing] = await readStandings(work, [debtorId]);
  if (!standing) return null;

  const cases: StatedCase[] = [];
  for (const aCase of (await casesOfDebtor(work, debtorId)).slice(0, mostCases))
    cases.push({ aCase, ...(await readStatement(work, aCase)) });
  const questions = await questionsOfDebtor(work, debtorId);
  const payments = await paymentsOfDebtor(work, debtorId);
  const mirror = await mirrorState(work);
  const books = { readAt: mirror?.booksReadAt ?? null, age: ageOfBooks(mirror, wallNow) };

  return { books, now: work.now, creditor, settings, debtor: standing.debtor, cases, questions, payments };
}
