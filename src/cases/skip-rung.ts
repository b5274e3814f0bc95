import { mustBeAdmin } from '../creditors/must-be-admin.ts';
import { creditorToday } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { skipOf } from '../ladder/skip.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { invoiceFacts } from './invoice-facts.ts';
import { ladderOf } from './ladder-of.ts';
import { lockLetters } from './store-acts.ts';
import { readStandings } from './store-facts.ts';
import { lookAgain } from './store-positions.ts';
import { endProposals, proposalLines } from './store-proposals.ts';
import { insertSkip } from './store-skips.ts';

/**
 * Takes an invoice on this letter past its rung without a letter, where the rung is a courtesy (`ladder/skip`). The letter
 * comes to nothing and what is due without that rung is proposed anew; a yes given to it does not carry over.
 */
export async function skipRung(work: Work, proposalId: string, invoiceId: string, note: string): Promise<Act> {
  await mustBeAdmin(work);
  const [letter] = await lockLetters(work, [proposalId]);
  if (!letter || !['waiting', 'held', 'approved', 'sending'].includes(letter.status)) return notActed('gone');
  const line = (await proposalLines(work, proposalId)).find((each) => each.invoiceId === invoiceId);
  const [standing] = await readStandings(work, [letter.debtorId]);
  const settings = await readSettings(work);
  const today = await creditorToday(work);

  const facts = standing && invoiceFacts(standing, settings).find((each) => each.invoiceId === invoiceId);
  if (letter.status === 'sending') return notActed('leaving');
  if (!line || !facts) return notActed('gone');
  const skip = skipOf(today, ladderOf(settings, standing!.debtor), facts);
  if (!skip.ok) return notActed(skip.refusal);
  if (skip.rung !== line.rung) return notActed('changed');

  const { rung, nth, after } = skip;
  if (!(await insertSkip(work, { invoiceId, debtorId: letter.debtorId, run: facts.run, rung })))
    return notActed('gone');
  await endProposals(work, [proposalId], 'void', 'rung-skipped');
  await lookAgain(work, [letter.debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);

  await recordTrail(work, {
    what: 'rung-skipped',
    caseId: letter.caseId,
    debtorId: letter.debtorId,
    subjectId: invoiceId,
    details: { invoice: line.number, rung, nth, before: rung, after: after?.rung ?? null, next: after?.day ?? null },
    personal: { note },
  });
  return acted(null);
}
