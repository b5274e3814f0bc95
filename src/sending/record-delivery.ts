import { markAddressDead } from '../cases/store-acts.ts';
import { giveRungsBack, lockOpenPositions, lookAgain } from '../cases/store-positions.ts';
import { endProposals, readProposal } from '../cases/store-proposals.ts';
import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { reverseCompensation } from '../ledger/compensation.ts';
import { reverseFee } from '../ledger/fee.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import { readTransactions } from '../ledger/store.ts';
import { markEventHandled, readEvent, type StoredEvent } from '../payments/store-events.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type DeliveryNews, deliveryNews } from './delivery-news.ts';
import { recordAccepted } from './record-accepted.ts';
import { lockMessage, type Message, markBounced, markDelivered, undeliveredOf } from './store.ts';
import { textNews } from './text-news.ts';

/**
 * What the provider told of a message it had taken. News may come before our own commit: then it settles the send. A letter
 * that reached nobody gives its fee and its rungs back; a dead address is marked, and the letter made anew goes by its next
 * channel, where it has one.
 */
export async function recordDelivery(work: Work, eventId: string): Promise<void> {
  const event = await readEvent(work, eventId);
  if (event === null || event.handled) return;
  const news = newsIn(event);
  const message = news === null ? null : await lockMessage(work, news.messageId);
  if (news === null || message === null) {
    await markEventHandled(work, eventId, 'not-ours');
    return;
  }

  if (['intended', 'sending', 'unknown', 'needs-human'].includes(message.state))
    await recordAccepted(work, message, news.providerId);
  const changed = await takeIn(work, message, news);

  await markEventHandled(work, eventId, changed ? news.kind : 'known-already');
  if (!changed) return;
  await recordTrail(work, {
    what: `letter-${news.kind}`,
    caseId: message.caseId,
    debtorId: message.debtorId,
    subjectId: message.id,
    details: { kind: message.kind, channel: message.channel, ...bounceDetails(news) },
  });
}

/** A report on a text message came to an address that only its message has. */
function newsIn({ provider, subject, body }: StoredEvent): DeliveryNews | null {
  if (provider !== 'twilio') return deliveryNews(body);
  return subject === null ? null : textNews(subject, body);
}

function bounceDetails(news: DeliveryNews) {
  return news.kind === 'bounced' ? { dead: news.dead, final: news.final, type: news.type } : {};
}

async function takeIn(work: Work, message: Message, news: DeliveryNews): Promise<boolean> {
  switch (news.kind) {
    case 'taken':
      return false;
    case 'delivered':
      return markDelivered(work, message.id);
    case 'complained':
      await markAddressDead(work, news.address, 'complained');
      return true;
    case 'bounced':
      if (!news.final) return true;
      // A text message ends once: what was delivered is not taken back by a later word.
      if (message.channel === 'sms' && message.state === 'delivered') return false;
      if (!(await markBounced(work, message.id, news.type))) return false;
      if (news.dead || (await failsAgain(work, message)))
        await markAddressDead(work, news.address ?? message.to, 'bounced');
      await undoLetter(work, message);
      return true;
  }
}

/** A number where two messages of a case did not arrive is not tried a third time by itself, whatever the reason was. */
async function failsAgain(work: Work, { caseId, to }: Message): Promise<boolean> {
  return caseId !== null && (await undeliveredOf(work, caseId, to)) > 1;
}

/** The letter reached nobody: as far as the debtor's debt goes, it was never sent. */
async function undoLetter(work: Work, message: Message): Promise<void> {
  const proposal = message.proposalId === null ? null : await readProposal(work, message.proposalId);
  if (proposal === null) return;
  const today = await creditorToday(work);
  await lockOpenPositions(work, proposal.debtorId);
  await giveRungsBack(work, proposal.id, message.feeMinor > 0n, today);
  const fee =
    message.feeMinor > 0n
      ? [reverseFee({ letterId: proposal.id, amountMinor: message.feeMinor, valueDay: today })]
      : [];
  const posted = (await readTransactions(work, [proposal.caseId])).get(proposal.caseId) ?? [];
  const compensation = proposal.content.compensation.flatMap(({ invoiceId }) => {
    const reversal = reverseCompensation({ invoiceId, valueDay: today, transactions: posted });
    return reversal ? [reversal] : [];
  });
  const transactions = [...fee, ...compensation];
  await postTransactions(work, [{ caseId: proposal.caseId, currency: proposal.currency, transactions }]);
  await endProposals(work, [proposal.id], 'void', 'bounced');
  await lookAgain(work, [proposal.debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);
}
