/** What is wrong with a ladder, or worth knowing before it is saved. */
import type { Rung, RungKey } from '../ladder/rungs.ts';
import type { MarketRules, ReminderFeeRule } from '../law/rules.ts';

export type LadderField = 'days' | 'fee' | 'daysToPay' | 'place' | 'text' | 'channel';

export type LadderFault = {
  /** Null: about the ladder as a whole. */
  readonly rung: RungKey | null;
  readonly field: LadderField;
  /** An error keeps the ladder from being saved; a warning does not. */
  readonly weight: 'error' | 'warning';
  readonly sentence: string;
};

export type FeeMarket = MarketRules & { readonly reminderFee: ReminderFeeRule };

/** The markets a ladder is judged by: all, those whose law has a fee, and those where it may be asked for. */
export type JudgedMarkets = {
  readonly all: readonly MarketRules[];
  readonly withFee: readonly FeeMarket[];
  readonly agreed: readonly FeeMarket[];
};

export function fault(rung: Rung | null, field: LadderField, sentence: string): LadderFault {
  return { rung: rung?.key ?? null, field, weight: 'error', sentence };
}

export function warning(rung: Rung | null, field: LadderField, sentence: string): LadderFault {
  return { ...fault(rung, field, sentence), weight: 'warning' };
}

export function errorsIn(faults: readonly LadderFault[]): LadderFault[] {
  return faults.filter((each) => each.weight === 'error');
}
