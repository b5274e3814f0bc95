import { contractRateRefusal } from '../cases/contract-rate-refusal.ts';
import { type DebtorDecision, decideDebtor } from '../cases/decide-debtor.ts';
import { readStandings } from '../cases/store-facts.ts';
import type { Work } from '../db/work.ts';
import { mobileNumber } from '../values/mobile-number.ts';
import type { Told } from './act-words.ts';
import { decisionTold, rateRefusalTold } from './decision-forms.ts';

const noMobile =
  'That is not a mobile number we can write to, so nothing was changed. Write it with its country code, as in +45 20 30 40 50.';

/** A rate of interest is noted only where the law lets one be agreed, a number only where it is one; every other decision is the creditor's alone. */
export async function decideAboutDebtor(work: Work, debtorId: string, decision: DebtorDecision): Promise<Told> {
  if (decision.kind === 'contract-rate' && decision.rate !== null) {
    const [standing] = await readStandings(work, [debtorId]);
    const { decisions, country } = standing!.debtor;
    const refusal = contractRateRefusal(decisions.market ?? country, decisions.kind);
    if (refusal !== null) return { kind: 'refused', sentence: rateRefusalTold(refusal) };
  }
  const noted = decision.kind === 'mobile' ? await withNumberRead(work, debtorId, decision.number) : decision;
  if (noted === null) return { kind: 'refused', sentence: noMobile };
  await decideDebtor(work, debtorId, noted);
  return { kind: 'done', sentence: decisionTold(noted) };
}

/** The number as text messages need it, read with the debtor's country; null where it is none we can write to. */
async function withNumberRead(work: Work, debtorId: string, typed: string | null): Promise<DebtorDecision | null> {
  if (typed === null) return { kind: 'mobile', number: null };
  const [standing] = await readStandings(work, [debtorId]);
  const number = mobileNumber(typed, standing!.debtor.country);
  return number === null ? null : { kind: 'mobile', number };
}
