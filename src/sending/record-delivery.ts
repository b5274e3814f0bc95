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
import { markEventHandled, readEvent } from '../payments/store-events.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type DeliveryNews, deliveryNews } from './delivery-news.ts';
import { recordAccepted } from './record-accepted.ts';
import { lockMessage, type Message, markBounced, markDelivered } from './store.ts';

/**
 * What the provider told of a message it had taken. News may come before our own commit: then it settles the send. A hard
 * bounce with no other channel takes the letter's fee back, gives its rungs back and marks the address dead.
 */
export async function recordDelivery(work: Work, eventId: string): Promise<void> {
  const event = await readEvent(work, eventId);
  if (event === null || event.handled) return;
  const news = deliveryNews(event.body);
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
    details: { kind: message.kind, ...(news.kind === 'bounced' ? { dead: news.dead, type: news.type } : {}) },
  });
}

async function takeIn(work: Work, message: Message, news: DeliveryNews): Promise<boolean> {
  switch (news.kind) {
    case 'delivered':
      return markDelivered(work, message.id);
    case 'complained':
      await markAddressDead(work, news.address, 'complained');
      return true;
    case 'bounced':
      if (!news.dead) return true;
      if (!(await markBounced(work, message.id, news.type))) return false;
      await markAddressDead(work, news.address, 'bounced');
      await undoLetter(work, message);
      return true;
  }
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
