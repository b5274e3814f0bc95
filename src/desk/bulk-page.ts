/** One yes to many letters as the view prints it: what is offered, how far it has come, what came of it. */
import type { Bulk, BulkLetter, BulkProgress, BulkSum } from '../cases/store-bulk.ts';
import { amountText } from '../values/amount-text.ts';
import { countOfLetters, refusalWords } from './act-words.ts';
import { capital, rungWord } from './rung-words.ts';
import { type Place, whenText } from './when-words.ts';

export type BulkRead = {
  readonly bulk: Bulk;
  readonly progress: BulkProgress;
  readonly sums: readonly BulkSum[];
  /** The largest while it is only offered; else those that were not approved. */
  readonly letters: readonly BulkLetter[];
  readonly mine: boolean;
};

export const lettersShown = 20;

export function bulkPage({ bulk, progress, sums, letters, mine }: BulkRead, place: Place) {
  const { of, approved, refused } = progress;
  const done = approved + refused;
  const state = bulk.begunAt === null ? 'offered' : bulk.endedAt === null ? 'running' : 'ended';
  return {
    id: bulk.id,
    state,
    title: titleOf(bulk, progress),
    mine,
    count: countOfLetters(of),
    seen: whenText(bulk.offeredAt, place),
    sums: sums.map((each) => ({
      rung: capital(rungWord(each.rung, each.nth)),
      letters: each.letters,
      sum: amountText(each.totalMinor, each.currency, 'en'),
    })),
    letters: letters.map((each) => ({
      debtor: each.debtorName,
      href: state === 'offered' ? `/desk/queue?open=${each.proposalId}` : `/desk/cases/${each.caseId}`,
      rung: rungWord(each.rung, each.nth),
      sum: amountText(each.totalMinor, each.currency, 'en'),
      why: each.refusal === null ? null : refusalWords[each.refusal],
    })),
    more: (state === 'offered' ? of : refused) - letters.length,
    progress: {
      label: 'Approving',
      done,
      of,
      sentence: `${approved} of ${of} approved${refused > 0 ? `, ${refused} left as they were` : ''}.`,
    },
    ended: bulk.endedAt === null ? null : endedSentence(bulk, progress),
  };
}

function titleOf(bulk: Bulk, { of }: BulkProgress): string {
  if (bulk.begunAt === null) return of === 1 ? 'Approve this letter?' : `Approve these ${of} letters?`;
  return bulk.endedAt === null ? `Approving ${countOfLetters(of)}` : `Approval of ${countOfLetters(of)}`;
}

function endedSentence(bulk: Bulk, { of, approved, refused }: BulkProgress): string {
  const left = of - approved - refused;
  const yes = `${approved} of ${of} approved.`;
  const not =
    refused === 0
      ? ''
      : ` ${refused} ${refused === 1 ? 'was left as it was' : 'were left as they were'}; below stands why.`;
  switch (bulk.endedWhy) {
    case 'cancelled':
      return `Stopped. ${yes}${not} ${left} ${left === 1 ? 'was' : 'were'} not looked at and still ${left === 1 ? 'waits' : 'wait'}.`;
    case 'not-allowed-any-more':
      return `It ended early, because whoever began it is not an admin any more. ${yes}${not}`;
    default:
      return `${yes}${not}`;
  }
}
