/** The ladder in force for a debtor, as its decisions and segment choose it. */
import type { CreditorSettings } from '../creditors/settings.ts';
import { ladderFor } from '../ladder/ladder-choice.ts';
import type { Ladder } from '../ladder/rungs.ts';
import type { DebtorRow } from './store-facts.ts';

export function ladderOf(
  { ladders }: Pick<CreditorSettings, 'ladders'>,
  { debtorId, decisions }: Pick<DebtorRow, 'debtorId' | 'decisions'>,
): Ladder {
  return ladderFor({ debtorId, segment: decisions.segment }, ladders).ladder;
}
