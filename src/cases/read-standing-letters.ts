import type { CreditorSettings } from '../creditors/settings.ts';
import type { Work } from '../db/work.ts';
import type { Look } from './look-at-debtors.ts';
import { goesElsewhere, standingForLetter } from './standing-yes.ts';
import { approvedByStanding, lastRecipients, readStandingYeses, rungsWithdrawn } from './store-standing.ts';

/** The letters of a look that nobody has to say yes to: what `applyStandingYes` would approve, and what it has approved. */
export async function readStandingLetters(
  work: Work,
  { ladders }: Pick<CreditorSettings, 'ladders'>,
  { standings, judgement }: Look,
): Promise<ReadonlySet<string>> {
  const yeses = await readStandingYeses(work);
  if (yeses.length === 0) return new Set();
  const debtors = new Map(standings.map(({ debtor }) => [debtor.debtorId, debtor]));
  const fresh = judgement.inserted.filter(({ status }) => status === 'waiting');
  const withdrawn = await rungsWithdrawn(
    work,
    fresh.map(({ caseId }) => caseId),
  );
  const last = await lastRecipients(work, [...debtors.keys()]);
  const kept = judgement.kept.filter(({ status }) => status === 'approved').map(({ proposalId }) => proposalId);

  const covered = fresh.filter(({ debtorId, lines, recipient }) => {
    if (goesElsewhere(last, debtorId, recipient)) return false;
    if (lines.some(({ invoiceId, run, rung }) => withdrawn.has(`${invoiceId} ${run} ${rung}`))) return false;
    const rungs = [...new Set(lines.map(({ rung }) => rung))];
    return standingForLetter(yeses, ladders, debtors.get(debtorId)!, rungs) !== undefined;
  });
  return new Set([...covered.map(({ id }) => id), ...(await approvedByStanding(work, kept))]);
}
