import { restCase } from '../cases/rest-case.ts';
import { readCase } from '../cases/store-cases.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { saidText } from './said-text.ts';
import { insertQuestion } from './store.ts';

export type Asked =
  | { readonly ok: true; readonly questionId: string }
  /** empty: nothing was written, or too much. gone: no such case of this debtor. */
  | { readonly ok: false; readonly refusal: 'empty' | 'gone' };

/** A debtor asks: the case rests until a member has answered, whatever letter was waiting. */
export async function askQuestion(
  work: Work,
  asked: { readonly caseId: string; readonly debtorId: string; readonly text: string },
): Promise<Asked> {
  const aCase = await readCase(work, asked.caseId);
  const body = saidText(asked.text);

  if (aCase?.debtorId !== asked.debtorId) return { ok: false, refusal: 'gone' };
  if (body === null) return { ok: false, refusal: 'empty' };

  const rest = await restCase(work, aCase.id, 'question', null, null);
  if (!rest.ok) return { ok: false, refusal: 'gone' };
  const { id: caseId, debtorId } = aCase;
  const questionId = await insertQuestion(work, { caseId, debtorId, body, holdId: rest.value });

  await recordTrail(work, {
    what: 'question-asked',
    caseId,
    debtorId,
    subjectId: questionId,
    personal: { text: body },
  });
  await work.enqueue('send-question-mails', { creditorId: work.creditorId, subjectId: questionId });
  return { ok: true, questionId };
}
