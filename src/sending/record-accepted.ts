import type { LetterContent } from '../cases/letter-content.ts';
import { markSent } from '../cases/store-acts.ts';
import { advancePositions, lockOpenPositions, lookAgain } from '../cases/store-positions.ts';
import { proposalLines, readProposal } from '../cases/store-proposals.ts';
import { readCreditor } from '../creditors/store.ts';
import { takeOffTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { kindOf } from '../ladder/rungs.ts';
import { claimCompensation } from '../ledger/compensation.ts';
import { claimFee } from '../ledger/fee.ts';
import { postTransactions } from '../ledger/post-transactions.ts';
import type { Transaction } from '../ledger/posting.ts';
import { readTransactions } from '../ledger/store.ts';
import { recordTrail } from '../trail/record-trail.ts';
import { type Day, dayIn, dayPlus, daysBetween } from '../values/day.ts';
import { type Message, markAccepted } from './store.ts';

/**
 * A provider took the message. For a letter of the ladder this is the deed itself: the fee is posted with the sending day as
 * its value day, each invoice stands at its rung, and the days to the next one run from there: from the day it was handed
 * over, also where nobody could tell until later that it left. Knowing it twice changes nothing.
 */
export async function recordAccepted(work: Work, message: Message, providerId: string): Promise<void> {
  const { timeZone } = await readCreditor(work);
  const today = dayIn(work.now, timeZone);
  const proposal = message.proposalId === null ? null : await readProposal(work, message.proposalId);
  const lines = proposal === null ? [] : await proposalLines(work, proposal.id);

  const leftAt = message.handedOverAt ?? work.now;
  const leftOn = dayIn(leftAt, timeZone);

  if (!(await markAccepted(work, message.id, providerId))) return;
  await takeOffTimetable(work, 'look-at-message', message.id);
  if (proposal !== null) {
    const { content } = proposal;
    const deadline =
      kindOf(content.rung) === 'nudge' ? content.payByDay : dayPlus(leftOn, daysBetween(content.day, content.payByDay));
    await lockOpenPositions(work, proposal.debtorId);
    await markSent(work, proposal.id, leftAt);
    await advancePositions(
      work,
      lines.map((line) => ({
        invoiceId: line.invoiceId,
        rung: line.rung,
        ladderVersion: proposal.ladderVersion,
        letterDay: leftOn,
        deadline,
        bearsFee: message.feeMinor > 0n && kindOf(line.rung) !== 'nudge',
      })),
      dayPlus(today, 1),
    );
    await lookAgain(work, [proposal.debtorId], dayPlus(today, 1));
    const transactions = await claims(work, message, proposal, leftOn);
    await postTransactions(work, [{ caseId: proposal.caseId, currency: proposal.currency, transactions }]);
  }

  await recordTrail(work, {
    what: proposal === null ? 'mail-sent' : 'letter-sent',
    caseId: message.caseId,
    debtorId: message.debtorId,
    subjectId: message.id,
    details: {
      kind: message.kind,
      ...(proposal === null ? {} : { channel: message.channel, ...sums(proposal.content, message.feeMinor) }),
    },
    personal: { to: message.to, subject: message.subject },
  });
}

/** What the letter carries of ours, as it says it: its fee, and compensation with the fees that takes the place of. */
async function claims(
  work: Work,
  message: Message,
  proposal: { readonly id: string; readonly caseId: string; readonly content: LetterContent },
  leftOn: Day,
): Promise<Transaction[]> {
  const fees =
    message.feeMinor > 0n ? [claimFee({ letterId: proposal.id, amountMinor: message.feeMinor, valueDay: leftOn })] : [];
  const stated = proposal.content.compensation;
  if (stated.length === 0) return fees;
  let posted = [...((await readTransactions(work, [proposal.caseId])).get(proposal.caseId) ?? []), ...fees];
  const claimed = stated.flatMap(({ invoiceId, minor, instead }) => {
    const added = claimCompensation({ invoiceId, amountMinor: minor, instead, valueDay: leftOn, transactions: posted });
    posted = [...posted, ...added];
    return added;
  });
  return [...fees, ...claimed];
}

function sums(content: { rung: string; nth: number; totalMinor: bigint; currency: string }, feeMinor: bigint) {
  return {
    rung: content.rung,
    nth: content.nth,
    totalMinor: content.totalMinor.toString(),
    feeMinor: feeMinor.toString(),
    currency: content.currency,
  };
}
