/** What a look at debtors comes to: letters to propose, to keep under a new decision, and to end. */
import type { Currency } from '../values/money.ts';
import { newId } from '../values/secrets.ts';
import type { Draft } from './draft-letter.ts';
import { judgeLetter, lookAgainAt, statusOf, takesYesBack } from './judge-letter.ts';
import { ladderOf } from './ladder-of.ts';
import type { Circumstances } from './letter-facts.ts';
import type { Wording } from './port.ts';
import type { DebtorStanding } from './store-facts.ts';
import type { NewProposal, ProposalRow } from './store-proposals.ts';
import type { Rejudged } from './store-verdicts.ts';

/** A debtor's standing in one currency, the case it belongs to, and the letter that is due, if one is. */
export type Drafted = {
  readonly standing: DebtorStanding;
  readonly currency: Currency;
  /** The open case; a letter that is due where there is none opens one. Null: neither. */
  readonly caseId: string | null;
  readonly isNew: boolean;
  readonly draft: Draft | null;
};

export type Judgement = {
  readonly inserted: NewProposal[];
  readonly kept: Rejudged[];
  /** Of those kept: a yes was given to them, and a hold has taken it back. */
  readonly yesTakenBack: (ProposalRow & { readonly guard: string })[];
  readonly ended: { readonly id: string; readonly why: string; readonly caseId: string; readonly debtorId: string }[];
};

/**
 * Each draft put before the guards and beside the proposal that is open: one that reads the same stays, one that would not
 * ends and is made anew, one that is leaving at this moment is left alone. What a person has withdrawn today (`withdrawn`, as
 * `withdrawnSince` says it) stays withdrawn until tomorrow, unless it would read differently now.
 */
export function judgeDrafts(
  on: Circumstances,
  drafted: readonly Drafted[],
  standings: readonly DebtorStanding[],
  wording: Wording,
  open: readonly ProposalRow[],
  withdrawn: ReadonlySet<string>,
): Judgement {
  const outcome: Judgement = { inserted: [], kept: [], yesTakenBack: [], ended: [] };
  const standingOf = new Map(standings.map((standing) => [standing.debtor.debtorId, standing]));
  const openOf = new Map(open.map((proposal) => [`${proposal.debtorId} ${proposal.currency}`, proposal]));
  for (const { standing: first, currency, caseId, draft } of drafted) {
    const debtorId = first.debtor.debtorId;
    const standing = standingOf.get(debtorId)!;
    const before = openOf.get(`${debtorId} ${currency}`);
    openOf.delete(`${debtorId} ${currency}`);
    if (before?.status === 'sending') continue;
    const same = draft !== null && before?.hash === draft.hash;
    if (before && !same)
      outcome.ended.push({ id: before.id, why: draft ? 'made-anew' : 'not-due', caseId: before.caseId, debtorId });
    if (!draft) continue;
    if (!before && withdrawn.has(`${debtorId} ${draft.hash}`)) continue;
    const told = same
      ? { headsUpAt: before.headsUpAt, approvedHash: before.approvedHash }
      : { headsUpAt: null, approvedHash: null };
    const decision = judgeLetter(on, standing, draft, wording, told);
    const status = statusOf(decision, draft.hash, told.approvedHash);
    const again = lookAgainAt(decision);
    if (same) {
      outcome.kept.push({ proposalId: before.id, decision, status, lookAgainAt: again });
      if (before.approvedHash !== null && takesYesBack(decision))
        outcome.yesTakenBack.push({ ...before, guard: decision.guard! });
    } else
      outcome.inserted.push(
        proposalOf({ standing, caseId: caseId!, draft, decision, wording, on, held: status === 'held' }, again),
      );
  }
  for (const left of openOf.values()) {
    if (left.status !== 'sending')
      outcome.ended.push({ id: left.id, why: 'not-due', caseId: left.caseId, debtorId: left.debtorId });
  }
  return outcome;
}

function proposalOf(
  of: {
    standing: DebtorStanding;
    caseId: string;
    draft: Draft;
    decision: NewProposal['decision'];
    wording: Wording;
    on: Circumstances;
    held: boolean;
  },
  again: Date | null,
): NewProposal {
  const { standing, draft } = of;
  return {
    id: newId(),
    caseId: of.caseId,
    debtorId: standing.debtor.debtorId,
    currency: draft.plan.currency,
    status: of.held ? 'held' : 'waiting',
    content: draft.content,
    interestStated: draft.plan.statesInterest && draft.interestKnownTo === null,
    recipient: draft.recipient,
    hash: draft.hash,
    textVersion: of.wording.textVersion,
    ladderVersion: ladderOf(of.on.settings, standing.debtor).version,
    decision: of.decision,
    lookAgainAt: again,
    lines: draft.plan.lines.map((line) => ({
      invoiceId: line.invoiceId,
      run: standing.positions.find((position) => position.invoiceId === line.invoiceId)!.run,
      rung: line.rung,
      nth: line.nth,
      principalMinor: line.principalMinor,
    })),
  };
}
