import { mustBeAdmin } from '../creditors/must-be-admin.ts';
import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import type { ChannelWish } from '../ladder/channel-choice.ts';
import type { Segment } from '../ladder/ladder-choice.ts';
import type { SegmentSign } from '../ladder/segment-rule.ts';
import type { Relation } from '../ladder/text-choice.ts';
import type { DebtorKind } from '../law/rules.ts';
import { setMarket } from '../mirror/set-market.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Language } from '../values/language.ts';
import type { ContractRate, CreditScore, FeeAgreement } from './debtor-decisions.ts';
import { insertDebtorDecision, latestDecision } from './store-acts.ts';
import { lookAgain } from './store-positions.ts';
import { endMoveOf } from './store-segments.ts';

export type DebtorDecision =
  | { readonly kind: 'left-out'; readonly out: boolean }
  | { readonly kind: 'language'; readonly language: Language }
  /** Null: what stands on the card decides again. */
  | { readonly kind: 'kind'; readonly is: DebtorKind | null }
  | { readonly kind: 'address'; readonly email: string }
  /** A mobile number, E.164; null: the books' own again. */
  | { readonly kind: 'mobile'; readonly number: string | null }
  /** By which road letters go to it; null: as their rung says. */
  | { readonly kind: 'channel'; readonly channel: ChannelWish | null }
  | { readonly kind: 'solvency' }
  /** Minor units of the base currency by which the books' balance may stay below the open items. */
  | { readonly kind: 'shortfall-accepted'; readonly minor: bigint }
  /** The law its invoices are under, ISO 3166 alpha-2; null: the one of its country again. */
  | { readonly kind: 'market'; readonly market: string | null }
  /** Null: the statutory rate again. Whether the law lets it be agreed was asked before. */
  | { readonly kind: 'contract-rate'; readonly rate: ContractRate | null }
  /** Null: the creditor's terms of sale hold again. */
  | { readonly kind: 'fee-agreed'; readonly agreement: FeeAgreement | null }
  /** By hand it stays until a person says otherwise; `why` are the signs the rule saw. Null: the rule says it again. */
  | {
      readonly kind: 'segment';
      readonly segment: Segment | null;
      readonly byHand: boolean;
      readonly why: readonly SegmentSign[];
    }
  /** No letter to this debtor bears a reminder fee. */
  | { readonly kind: 'never-fee'; readonly never: boolean }
  | { readonly kind: 'credit-score'; readonly score: CreditScore | null }
  /** How close the creditor is to it: what words are chosen by. */
  | { readonly kind: 'relation'; readonly relation: Relation | null };

/**
 * A member decides something about one debtor; its cases are looked at again. The latest decision of a kind rules. Another
 * law is written on the debtor's open invoices at once, and on new ones when they are first seen.
 */
export async function decideDebtor(work: Work, debtorId: string, decision: DebtorDecision): Promise<void> {
  await mustBeAdmin(work);
  const today = await creditorToday(work);
  const before = await latestDecision(work, debtorId, decision.kind);

  const value = storedValue(decision);

  await insertDebtorDecision(work, debtorId, decision.kind, value);
  if (decision.kind === 'segment' && decision.byHand) await endMoveOf(work, debtorId);
  const moved = decision.kind === 'market' ? await setMarket(work, debtorId, decision.market) : null;
  await lookAgain(work, [debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);

  const { open, personal } = told(decision, value);
  const [earlier, later] = [before === null ? null : partsOf(decision.kind, before), partsOf(decision.kind, value)];
  await recordTrail(work, {
    what: 'debtor-decided',
    debtorId,
    details: {
      ...open,
      ...(moved === null ? {} : { invoices: moved }),
      kind: decision.kind,
      before: earlier?.open ?? null,
      after: later.open,
    },
    ...(later.personal === null
      ? {}
      : { personal: { ...personal, before: earlier?.personal ?? null, after: later.personal } }),
  });
}

function storedValue(decision: DebtorDecision): Record<string, unknown> {
  switch (decision.kind) {
    case 'left-out':
      return { out: decision.out };
    case 'language':
      return { language: decision.language };
    case 'kind':
      return { kind: decision.is };
    case 'address':
      return { email: decision.email };
    case 'mobile':
      return { number: decision.number };
    case 'channel':
      return { channel: decision.channel };
    case 'solvency':
      return { solvent: true };
    case 'shortfall-accepted':
      return { minor: decision.minor.toString() };
    case 'market':
      return { market: decision.market };
    case 'contract-rate':
      return { ...(decision.rate ?? { percent: null, note: null }) };
    case 'fee-agreed':
      return { ...(decision.agreement ?? { agreed: null }) };
    case 'segment':
      return {
        segment: decision.segment ?? 'normal',
        byHand: decision.segment !== null && decision.byHand,
        why: decision.why,
      };
    case 'never-fee':
      return { never: decision.never };
    case 'credit-score':
      return { ...(decision.score ?? { score: null, source: null, day: null }) };
    case 'relation':
      return { relation: decision.relation };
  }
}

/** What the trail says of it, and what of that is about a person and kept beside the trail. */
function told(decision: DebtorDecision, value: Record<string, unknown>) {
  switch (decision.kind) {
    case 'address':
    case 'mobile':
      return { open: {}, personal: value };
    case 'contract-rate':
      return { open: { percent: decision.rate?.percent ?? null }, personal: { note: decision.rate?.note ?? null } };
    case 'kind':
      return { open: { is: decision.is }, personal: null };
    default:
      return { open: value, personal: null };
  }
}

/** Of a decision as it is stored, what the trail may say and what is about a person. */
function partsOf(kind: DebtorDecision['kind'], value: Readonly<Record<string, unknown>>) {
  if (kind === 'address' || kind === 'mobile') return { open: {}, personal: value };
  if (kind !== 'contract-rate') return { open: value, personal: null };
  const { note = null, ...open } = value;
  return { open, personal: { note } };
}
