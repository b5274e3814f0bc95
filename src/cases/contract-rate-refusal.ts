/** May a rate of late interest be agreed with this debtor? The law's limits, as a code the desk has a sentence for. */
import { type DebtorKind, rulesOf } from '../law/rules.ts';

export type ContractRateRefusal =
  | { readonly code: 'market-not-in-law-room' | 'none-allowed'; readonly market: string; readonly paragraph: string }
  | { readonly code: 'consumer'; readonly market: string; readonly paragraph: string };

/** Null where it may. Against consumers we ask for no interest at all, so no rate is noted either. */
export function contractRateRefusal(market: string, debtorKind: DebtorKind): ContractRateRefusal | null {
  const rules = rulesOf(market);
  if (!rules?.chargesByItself) return { code: 'market-not-in-law-room', market, paragraph: '' };
  const { business, paragraph } = rules.interest.contractRate;
  if (debtorKind === 'consumer') return { code: 'consumer', market, paragraph };
  return business === 'none' ? { code: 'none-allowed', market, paragraph } : null;
}
