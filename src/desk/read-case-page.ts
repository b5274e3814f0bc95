import { readStatement } from '../cases/read-statement.ts';
import { isCaseOf } from '../cases/store-case-list.ts';
import { casesOfDebtor, readCase } from '../cases/store-cases.ts';
import { readStandings } from '../cases/store-facts.ts';
import { readHolds } from '../cases/store-holds.ts';
import { readInterruptions } from '../cases/store-interruptions.ts';
import { latestAnswers } from '../cases/store-letter.ts';
import { queueRowsOfDebtor } from '../cases/store-queue.ts';
import { lettersWithdrawn } from '../cases/store-withdrawn.ts';
import { questionsOfDebtor } from '../conversations/store.ts';
import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { messagesOfCase } from '../sending/store.ts';
import { lookAtTrail } from '../trail/store.ts';
import { dayIn, instantAt } from '../values/day.ts';
import { namesOnTrail } from './names-on-trail.ts';
import { type TimelineLook, wordsOf } from './timeline.ts';

/** Happenings on one page of the timeline. */
export const happeningsOnAPage = 60;

/** Which happenings: of what kind, and written before which row (null: from the newest on). */
export type TimelineAsked = { readonly look: TimelineLook; readonly beforeId: number | null };

export type CaseRead = NonNullable<Awaited<ReturnType<typeof readCasePage>>>;

/** Everything the case page shows; null when there is no such case among this person's debtors. */
export async function readCasePage(work: Work, caseId: string, salesPerson: number | null, asked: TimelineAsked) {
  if (!(await isCaseOf(work, caseId, salesPerson))) return null;
  const aCase = (await readCase(work, caseId))!;
  const { baseCurrency, timeZone } = await readCreditor(work);
  const dayBegan = instantAt(dayIn(work.now, timeZone), 0, 0, timeZone);
  const [standing] = await readStandings(work, [aCase.debtorId]);
  const open = await queueRowsOfDebtor(work, aCase.debtorId);
  const trail = await lookAtTrail(work, {
    of: { caseId, debtorId: aCase.debtorId },
    words: wordsOf(asked.look),
    beforeId: asked.beforeId,
    most: happeningsOnAPage + 1,
  });
  const questions = await questionsOfDebtor(work, aCase.debtorId);
  const answering = questions.flatMap(({ answeredBy }) =>
    answeredBy === null ? [] : [{ actorKind: 'member', actorId: answeredBy }],
  );
  const positions = standing!.positions.filter((position) => position.caseId === caseId);
  return {
    aCase,
    debtor: standing!.debtor,
    positions,
    openInvoices: standing!.positions.filter((position) => position.currency === aCase.currency),
    interruptions: await readInterruptions(
      work,
      positions.map((position) => position.invoiceId),
    ),
    settings: await readSettings(work),
    stated: await readStatement(work, aCase),
    baseCurrency,
    holds: (await readHolds(work, aCase.debtorId)).filter((hold) => hold.endedAt === null),
    letter: open.find((row) => row.caseId === caseId) ?? null,
    withdrawn: await lettersWithdrawn(work, { from: dayBegan, salesPerson, caseId }),
    asked: await latestAnswers(work, caseId),
    messages: await messagesOfCase(work, caseId),
    questions: questions.filter((question) => question.caseId === caseId),
    others: (await casesOfDebtor(work, aCase.debtorId)).filter((other) => other.id !== caseId),
    trail,
    timeline: asked,
    names: await namesOnTrail(work, [...trail, ...answering]),
  };
}
