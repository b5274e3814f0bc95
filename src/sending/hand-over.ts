/**
 * One message to its provider, one call. The claim is committed before the call and fenced by a lease; whatever is not
 * provably refused is unknown and is never tried again blindly (design §4). An orchestrator: the call stands between two
 * transactions.
 */

import { setProposalStatus } from '../cases/store-acts.ts';
import { revokeLinkOf } from '../cases/store-links.ts';
import { insertVerdicts } from '../cases/store-verdicts.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { instantPlus, minute, second } from '../values/day.ts';
import { type Outcome, refused } from '../values/outcome.ts';
import { hashToken, newId, unseal } from '../values/secrets.ts';
import { linkPlace } from './link-place.ts';
import type { Accepted, MailRefusal } from './port.ts';
import { settleHandOver } from './settle-hand-over.ts';
import { claimMessage, type Message, setMessageState } from './store.ts';
import { type SendTools, worksOf } from './tools.ts';
import { type WrittenOut, writtenOut } from './written-out.ts';

/** Longer than any call may last (adapters give up after 20 s), shorter than the sweeper's patience. */
const leaseLength = minute;

export async function handOver(
  tools: SendTools,
  { creditorId, subjectId }: { readonly creditorId: string; readonly subjectId: string },
): Promise<void> {
  const inWork = worksOf(tools, creditorId, 'hand-over');
  await tools.reached('before-claim');
  const taken = await inWork(async (work) => {
    const message = await claim(work, tools, subjectId);
    // Written inside the claim: a message that cannot be written takes the claim back with it.
    const written = message && writtenOut(message, tools, creditorId);
    await tools.reached('claim-uncommitted');
    return message && written && { message, written };
  });
  await tools.reached('claimed');
  if (taken === null) return;

  const { message, written } = taken;
  await tools.reached('before-call');
  const outcome = await call(tools, written);
  await tools.reached('after-call');

  await inWork(async (work) => {
    await settleHandOver(work, message, outcome);
    await tools.reached('settle-uncommitted');
  });
  await tools.reached('settled');
}

/** The one call. Without an account for text messages nothing is called, and nothing leaves. */
async function call(tools: SendTools, written: WrittenOut): Promise<Outcome<Accepted, MailRefusal>> {
  if (written.channel === 'email') return tools.mail.send(written.mail);
  return tools.texts ? tools.texts.send(written.text) : refused({ code: 'account', what: 'no account for SMS is set' });
}

/** Null when there is nothing to hand over; a letter whose facts are too old is voided and decided anew. */
async function claim(work: Work, tools: SendTools, messageId: string): Promise<Message | null> {
  const settings = await readSettings(work);
  const wallNow = tools.wallNow();
  const message = await claimMessage(work, messageId, newId(), instantPlus(wallNow, leaseLength));
  if (message === null) {
    if (settings.halted !== null)
      await putOnTimetable(work, 'look-at-message', messageId, instantPlus(work.now, 60 * minute));
    return null;
  }
  const ageSeconds = message.factsAsOf === null ? 0 : (wallNow.getTime() - message.factsAsOf.getTime()) / second;
  if (message.factsAsOf === null || ageSeconds <= settings.factsMaxAgeSeconds) return message;
  await voidLetter(work, tools, message, Math.floor(ageSeconds));
  return null;
}

async function voidLetter(work: Work, tools: SendTools, message: Message, ageSeconds: number): Promise<void> {
  const verdict = { kind: 'wait', until: work.now, detail: { code: 'stale', ageSeconds } } as const;
  const decision = {
    verdict,
    guard: 'facts-are-fresh',
    answers: [{ guard: 'facts-are-fresh', group: 'trust', verdict }],
  } as const;
  const token =
    message.sealedLink === null ? null : unseal(tools.sealKeys, linkPlace(work.creditorId), message.sealedLink);
  await setMessageState(work, message.id, 'void', 'facts-too-old');
  if (token !== null) await revokeLinkOf(work, hashToken(token));
  await setProposalStatus(work, message.proposalId!, 'approved');
  await insertVerdicts(work, 'hand-over', [{ proposalId: message.proposalId!, decision }]);
  await putOnTimetable(work, 'send-letters', '', work.now);
  await recordTrail(work, {
    what: 'letter-voided',
    caseId: message.caseId,
    debtorId: message.debtorId,
    subjectId: message.id,
    details: { why: 'facts-too-old', ageSeconds },
  });
}
