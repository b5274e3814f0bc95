import { type Act, acted, notActed } from '../cases/act-refusal.ts';
import { lookAgain } from '../cases/store-positions.ts';
import { endProposals } from '../cases/store-proposals.ts';
import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { recordAccepted } from './record-accepted.ts';
import { lockMessage, setMessageState } from './store.ts';

/**
 * A member says of a message that nobody could tell of whether it arrived. It did: it counts as sent, fee and all. It did
 * not: it counts as never sent, and a letter is due again and needs a new yes.
 */
export async function answerUnknown(work: Work, messageId: string, arrived: boolean): Promise<Act> {
  const message = await lockMessage(work, messageId);
  const today = await creditorToday(work);

  if (message?.state !== 'needs-human') return notActed('gone');

  if (arrived) {
    await recordAccepted(work, message, 'confirmed by a member');
  } else {
    await setMessageState(work, messageId, 'void', 'did-not-arrive');
    if (message.proposalId !== null && message.debtorId !== null) {
      await endProposals(work, [message.proposalId], 'void', 'did-not-arrive');
      await lookAgain(work, [message.debtorId], today);
      await putOnTimetable(work, 'propose', '', work.now);
    }
  }

  await recordTrail(work, {
    what: 'unknown-answered',
    caseId: message.caseId,
    debtorId: message.debtorId,
    subjectId: messageId,
    details: { arrived, kind: message.kind },
  });
  return acted(null);
}
