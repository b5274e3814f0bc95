/** A draft put before the guards, and what its proposal's status follows from their answers. */
import { type Decision, decide, type GuardAnswer } from '../ladder/decide.ts';
import type { Draft } from './draft-letter.ts';
import { type Circumstances, letterFacts } from './letter-facts.ts';
import type { Wording } from './port.ts';
import type { DebtorStanding } from './store-facts.ts';

export type Told = { readonly headsUpAt: Date | null; readonly approvedHash: string | null };

/**
 * Every guard's answer to this draft. Told as deciding is the first that only a person or a fact can cure, where there is
 * one: at half past six in the morning "not before eight" is no reason to keep quiet about a missing address.
 */
export function judgeLetter(
  on: Circumstances,
  standing: DebtorStanding,
  draft: Draft,
  wording: Wording,
  told: Told,
): Decision {
  const decision = decide(
    letterFacts(on, standing, true, {
      rung: draft.plan.rung,
      currency: draft.plan.currency,
      lines: draft.plan.lines.map((line) => ({ ...line, alreadySent: false })),
      feeMinor: draft.plan.feeMinor,
      channels: draft.channels,
      compensation: draft.content.compensation,
      statesInterest: draft.plan.statesInterest,
      interestKnownTo: draft.interestKnownTo,
      notice: wording.noticeFacts(draft.content),
      hash: draft.hash,
      ...told,
    }),
  );
  const blocking = decision.answers.find(blocks);
  return blocking ? { ...decision, verdict: blocking.verdict, guard: blocking.guard } : decision;
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
  if (decision.answers.some(blocks)) return 'held';
  return approvedHash === hash ? 'approved' : 'waiting';
}

/** Not cured by waiting for the hour or by an admin's yes. */
function blocks({ group, verdict }: GuardAnswer): boolean {
  return verdict.kind !== 'go' && group !== 'human' && !(group === 'time' && verdict.kind === 'wait');
}

/** When the decision may change by itself: the instant a wait ends; null when only a person or a fact can change it. */
export function lookAgainAt(decision: Decision): Date | null {
  return decision.verdict.kind === 'wait' ? decision.verdict.until : null;
}

/**
 * A hold rests the case, or what is owed is for a person to look at: a yes given before that is no yes to what comes after
 * it. What heals by itself (books not read, a debtor at the till) leaves the yes as it is.
 */
export function takesYesBack({ answers }: Decision): boolean {
  return answers.some(({ group, verdict }) =>
    verdict.kind === 'ask' ? group === 'debt' || group === 'asked' : group === 'asked' && verdict.kind === 'wait',
  );
}
