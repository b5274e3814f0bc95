/** A draft put before the guards, and what its proposal's status follows from their answers. */
import { type Decision, decide } from '../ladder/decide.ts';
import type { Verdict } from '../ladder/verdict.ts';
import type { Draft } from './draft-letter.ts';
import { type Circumstances, letterFacts } from './letter-facts.ts';
import type { Wording } from './port.ts';
import type { DebtorStanding } from './store-facts.ts';

export type Told = { readonly headsUpAt: Date | null; readonly approvedHash: string | null };

/** Every guard's answer to this draft. */
export function judgeLetter(
  on: Circumstances,
  standing: DebtorStanding,
  draft: Draft,
  wording: Wording,
  told: Told,
): Decision {
  return decide(
    letterFacts(on, standing, true, {
      rung: draft.plan.rung,
      currency: draft.plan.currency,
      lines: draft.plan.lines.map((line) => ({ ...line, alreadySent: false })),
      feeMinor: draft.plan.feeMinor,
      statesInterest: draft.plan.statesInterest,
      interestKnownTo: draft.interestKnownTo,
      notice: wording.noticeFacts(draft.content),
      hash: draft.hash,
      ...told,
    }),
  );
}

/**
 * Held: something other than the hour and a yes stands in the way. Approved: an admin said yes to exactly this letter.
 * Otherwise it waits for that yes.
 */
export function statusOf(
  decision: Decision,
  hash: string,
  approvedHash: string | null,
): 'held' | 'waiting' | 'approved' {
  const blocked = decision.answers.some(
    (answer) => answer.verdict.kind !== 'go' && !curedByTimeOrYes(answer.group, answer.verdict),
  );
  if (blocked) return 'held';
  return approvedHash === hash ? 'approved' : 'waiting';
}

function curedByTimeOrYes(group: string, verdict: Verdict): boolean {
  return group === 'human' || (group === 'time' && verdict.kind === 'wait');
}

/** When the decision may change by itself: the instant a wait ends; null when only a person or a fact can change it. */
export function lookAgainAt(decision: Decision): Date | null {
  return decision.verdict.kind === 'wait' ? decision.verdict.until : null;
}
