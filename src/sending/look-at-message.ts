/**
 * The sweeper of one message. It trusts the table, not the queue: an intent nobody took is handed over again; an attempt
 * whose process died is unknown; an unknown one is looked for at the provider by our own id. Found: settled. Not found
 * twice: a courtesy message is decided anew once, anything with a fee or a deadline goes to a person (design §4).
 */
import { setProposalStatus } from '../cases/store-acts.ts';
import { putOnTimetable, takeOffTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { instantPlus, minute } from '../values/day.ts';
import { type Outcome, unknown } from '../values/outcome.ts';
import { messageHappening } from './message-happening.ts';
import type { Accepted, MailRefusal } from './port.ts';
import { recordAccepted } from './record-accepted.ts';
import { settlingTime } from './settling-time.ts';
import { countSearch, lockMessage, type Message, setMessageState, wasGivenUp } from './store.ts';
import { type SendTools, worksOf } from './tools.ts';
import { writtenOut } from './written-out.ts';

const searchesThatSettle = 2;
const knowsNothing = 'provider-knows-nothing';

export async function lookAtMessage(
  tools: SendTools,
  { creditorId, subjectId }: { readonly creditorId: string; readonly subjectId: string },
): Promise<void> {
  const inWork = worksOf(tools, creditorId, 'look-at-message');
  const search = await inWork((work) => look(work, tools, subjectId));
  if (search === null) return;

  await tools.reached('before-search');
  const found = await find(tools, search, creditorId);
  await tools.reached('after-search');

  await inWork((work) => settle(work, subjectId, found));
}

/** A text message is found by its own link, which is kept until it is known to have been taken; without an account nobody can look. */
async function find(tools: SendTools, message: Message, creditorId: string) {
  if (message.channel === 'email') return tools.mail.find(message.id);
  const written = writtenOut(message, tools, creditorId);
  if (written.channel !== 'sms' || !tools.texts) return unknown('no account for SMS is set');
  return tools.texts.find(written.text, message.intendedAt);
}

/** The message its provider is to be asked about. Otherwise null: what there is to do has been done. */
async function look(work: Work, tools: SendTools, messageId: string): Promise<Message | null> {
  const message = await lockMessage(work, messageId);
  switch (message?.state) {
    case 'intended':
      await putOnTimetable(work, 'look-at-message', messageId, instantPlus(work.now, settlingTime));
      await work.enqueue('hand-over', { creditorId: work.creditorId, subjectId: messageId });
      return null;
    case 'sending':
      if (message.leaseUntil !== null && message.leaseUntil > tools.wallNow()) {
        await putOnTimetable(work, 'look-at-message', messageId, instantPlus(work.now, 2 * minute));
        return null;
      }
      await setMessageState(work, messageId, 'unknown', 'process-died');
      await putOnTimetable(work, 'look-at-message', messageId, instantPlus(work.now, settlingTime));
      await recordTrail(work, messageHappening(message, 'message-unknown', 'process-died'));
      return null;
    case 'unknown':
      await putOnTimetable(work, 'look-at-message', messageId, instantPlus(work.now, settlingTime));
      return message;
    default:
      await takeOffTimetable(work, 'look-at-message', messageId);
      return null;
  }
}

async function settle(work: Work, messageId: string, found: Outcome<Accepted | null, MailRefusal>): Promise<void> {
  const message = await lockMessage(work, messageId);
  if (message?.state !== 'unknown' || found.kind !== 'done') return;
  if (found.value !== null) {
    await recordAccepted(work, message, found.value.providerId);
    return;
  }
  // A search that comes too soon after the last is one the queue delivered twice: it says nothing new.
  const countsFrom = instantPlus(message.unknownSince ?? work.now, (message.searches + 1) * settlingTime);
  if (work.now < countsFrom || (await countSearch(work, messageId)) < searchesThatSettle) return;
  if (message.courtesy && !(await wasDecidedAnew(work, message))) {
    await decideAnew(work, message);
    return;
  }
  await takeOffTimetable(work, 'look-at-message', messageId);
  await setMessageState(work, messageId, 'needs-human', knowsNothing);
  await recordTrail(work, messageHappening(message, 'message-needs-human', knowsNothing));
}

/** A letter decided anew is a further message of its proposal; any other courtesy is the same one, tried again. */
async function wasDecidedAnew(work: Work, message: Message): Promise<boolean> {
  if (message.proposalId === null) return message.attempt > 1;
  return wasGivenUp(work, message.proposalId, knowsNothing);
}

/** Once only: a letter is judged again on fresh facts, any other courtesy simply tries again. */
async function decideAnew(work: Work, message: Message): Promise<void> {
  if (message.proposalId === null) {
    await setMessageState(work, message.id, 'intended', knowsNothing);
    await work.enqueue('hand-over', { creditorId: work.creditorId, subjectId: message.id });
  } else {
    await takeOffTimetable(work, 'look-at-message', message.id);
    await setMessageState(work, message.id, 'void', knowsNothing);
    await setProposalStatus(work, message.proposalId, 'approved');
    await putOnTimetable(work, 'send-letters', '', work.now);
  }
  await recordTrail(work, messageHappening(message, 'message-decided-anew', knowsNothing));
}
