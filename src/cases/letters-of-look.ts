/** The queue as a look would leave it: letters that are written nowhere, as a person reads those that are. */
import { nthOf } from '../ladder/climb.ts';
import type { Decision } from '../ladder/decide.ts';
import { earlierDay } from '../values/day.ts';
import type { LetterContent } from './letter-content.ts';
import type { Look } from './look-at-debtors.ts';
import { positionOf } from './position-of.ts';
import type { DebtorStanding } from './store-facts.ts';
import type { LetterWhy } from './store-letter.ts';
import type { QueueRow, StoredAnswer } from './store-queue.ts';

/** `why` is null for a letter that is open already: where its invoices stood is stored with it. */
export type LetterOfLook = {
  readonly row: QueueRow;
  readonly content: LetterContent;
  readonly why: readonly LetterWhy[] | null;
  /** The ladder in force for the debtor. */
  readonly ladderVersion: string;
};

/** What is made anew by the look, and what stays under its new decision. */
export function lettersOfLook(look: Look, askedAt: Date): LetterOfLook[] {
  const standings = new Map(look.standings.map((standing) => [standing.debtor.debtorId, standing]));
  const open = new Map(look.open.map((proposal) => [proposal.id, proposal]));
  const kept = look.judgement.kept.map(({ proposalId, decision, status }): LetterOfLook => {
    const proposal = open.get(proposalId)!;
    const { content, hash, leavesAt, headsUpAt, recipient } = proposal;
    const standing = standings.get(proposal.debtorId)!;
    const row = { ...rowOf(content, standing, decision), ...keysOf(proposal), status, hash, leavesAt, headsUpAt };
    return { row: { ...row, recipient, askedAt }, content, why: null, ladderVersion: proposal.ladderVersion };
  });
  const made = look.judgement.inserted.map((proposal): LetterOfLook => {
    const { content, hash, status, recipient } = proposal;
    const standing = standings.get(proposal.debtorId)!;
    const row = { ...rowOf(content, standing, proposal.decision), ...keysOf(proposal), status, hash };
    const why = proposal.lines.map((line): LetterWhy => {
      const position = positionOf(standing.positions, line.invoiceId);
      return {
        invoiceNumber: position.number,
        dueDay: position.dueDay,
        rung: line.rung,
        nth: line.nth,
        ladderVersion: position.ladderVersion,
        earlierRung: position.lastRung,
        earlierNth: position.lastRung === null ? 1 : nthOf(position.lastRung, position.climbed),
        earlierLetterDay: position.lastLetterDay,
        earlierDeadline: position.lastDeadline,
      };
    });
    const { ladderVersion } = proposal;
    return { row: { ...row, leavesAt: null, headsUpAt: null, recipient, askedAt }, content, why, ladderVersion };
  });
  return [...kept, ...made];
}

function keysOf({ id, caseId, debtorId }: { readonly id: string; readonly caseId: string; readonly debtorId: string }) {
  return { id, caseId, debtorId };
}

function rowOf(content: LetterContent, { debtor }: DebtorStanding, decision: Decision) {
  return {
    debtorName: debtor.name,
    currency: content.currency,
    channel: content.channel,
    rung: content.rung,
    nth: content.nth,
    totalMinor: content.totalMinor,
    oldestDueDay: content.lines.map((line) => line.dueDay).reduce(earlierDay),
    answers: asStored(decision),
    holds: debtor.holds,
  };
}

/** As the database gives answers back: instants are text there. */
function asStored({ answers }: Decision): StoredAnswer[] {
  return JSON.parse(JSON.stringify(answers)) as StoredAnswer[];
}
