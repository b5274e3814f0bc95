import { contractRateRefusal } from '../cases/contract-rate-refusal.ts';
import { type DebtorDecision, decideDebtor } from '../cases/decide-debtor.ts';
import { readStandings } from '../cases/store-facts.ts';
import type { Work } from '../db/work.ts';
import type { Told } from './act-words.ts';
import { decisionTold, rateRefusalTold } from './decision-forms.ts';

/** A rate of interest is noted only where the law lets one be agreed; every other decision is the creditor's alone. */
export async function decideAboutDebtor(work: Work, debtorId: string, decision: DebtorDecision): Promise<Told> {
  if (decision.kind === 'contract-rate' && decision.rate !== null) {
    const [standing] = await readStandings(work, [debtorId]);
    const { decisions, country } = standing!.debtor;
    const refusal = contractRateRefusal(decisions.market ?? country, decisions.kind);
    if (refusal !== null) return { kind: 'refused', sentence: rateRefusalTold(refusal) };
  }
  await decideDebtor(work, debtorId, decision);
  return { kind: 'done', sentence: decisionTold(decision) };
}
