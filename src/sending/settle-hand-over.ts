import { markAddressDead } from '../cases/store-acts.ts';
import { lookAgain } from '../cases/store-positions.ts';
import { endProposals } from '../cases/store-proposals.ts';
import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable, takeOffTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { instantPlus, minute, second } from '../values/day.ts';
import type { Outcome } from '../values/outcome.ts';
import { messageHappening } from './message-happening.ts';
import type { Accepted, MailRefusal } from './port.ts';
import { recordAccepted } from './record-accepted.ts';
import { settlingTime } from './settling-time.ts';
import { lockMessage, type Message, setMessageState } from './store.ts';

/**
 * What the provider answered becomes what the message is: accepted, refused for good, set back for another try (when it
 * provably did not leave), or unknown. A message that a hook or another worker has settled in the meantime stays settled.
 */
export async function settleHandOver(
  work: Work,
  message: Message,
  outcome: Outcome<Accepted, MailRefusal>,
): Promise<void> {
  const now = await lockMessage(work, message.id);
  if (now === null || now.state !== 'sending' || now.lease !== message.lease) return;

  if (outcome.kind === 'done') {
    await recordAccepted(work, now, outcome.value.providerId);
    return;
  }
  if (outcome.kind === 'unknown') {
    await setMessageState(work, message.id, 'unknown', 'no-answer');
    await putOnTimetable(work, 'look-at-message', message.id, instantPlus(work.now, settlingTime));
    await recordTrail(work, messageHappening(message, 'message-unknown', 'no-answer'));
    return;
  }
  await settleRefusal(work, message, outcome.refusal);
}

async function settleRefusal(work: Work, message: Message, refusal: MailRefusal): Promise<void> {
  switch (refusal.code) {
    case 'slow-down':
    case 'unreachable':
    case 'account': {
      const wait =
        refusal.code === 'slow-down' ? refusal.retryAfterMs : refusal.code === 'account' ? 15 * minute : 20 * second;
      await setMessageState(work, message.id, 'intended', refusal.code);
      await putOnTimetable(work, 'hand-over', message.id, instantPlus(work.now, wait));
      // The sweeper does not come before the provider allows it.
      await putOnTimetable(work, 'look-at-message', message.id, instantPlus(work.now, wait + settlingTime));
      if (refusal.code === 'account')
        await recordTrail(work, messageHappening(message, 'mail-account-trouble', refusal.what));
      return;
    }
    case 'inactive-recipient':
    case 'bad-address':
      await markAddressDead(work, message.to, refusal.code);
      await end(work, message, refusal.code);
      return;
    case 'rejected':
      await end(work, message, 'rejected');
      return;
  }
}

/** It provably did not leave and will not: the letter is made anew, and the guards say what is wrong with the address. */
async function end(work: Work, message: Message, why: string): Promise<void> {
  await setMessageState(work, message.id, 'refused', why);
  await takeOffTimetable(work, 'look-at-message', message.id);
  if (message.proposalId !== null && message.debtorId !== null) {
    await endProposals(work, [message.proposalId], 'void', why);
    await lookAgain(work, [message.debtorId], await creditorToday(work));
    await putOnTimetable(work, 'propose', '', work.now);
  }
  await recordTrail(work, messageHappening(message, 'message-refused', why));
}
