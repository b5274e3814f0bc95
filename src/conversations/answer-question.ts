import { endRest } from '../cases/end-rest.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { saidText } from './said-text.ts';
import { insertAnswer } from './store.ts';

export type Answered =
  | { readonly ok: true }
  /** empty: nothing was written, or too much. gone: no such question, or somebody was faster. */
  | { readonly ok: false; readonly refusal: 'empty' | 'gone' };

/** A member answers: the debtor reads it on the private page, and the case goes on. */
export async function answerQuestion(work: Work, questionId: string, text: string): Promise<Answered> {
  const answer = saidText(text);

  if (answer === null) return { ok: false, refusal: 'empty' };

  const question = await insertAnswer(work, questionId, answer);
  if (!question) return { ok: false, refusal: 'gone' };
  // A member may have ended the rest by hand before: then there is nothing left to end.
  await endRest(work, question.holdId, 'answered');

  await recordTrail(work, {
    what: 'question-answered',
    caseId: question.caseId,
    debtorId: question.debtorId,
    subjectId: questionId,
    personal: { text: answer },
  });
  return { ok: true };
}
