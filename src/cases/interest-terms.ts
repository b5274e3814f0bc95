/** What rules the interest on a debtor's invoice beside its market's law: asked here for letters and statements alike. */
import { choicesFor } from '../creditors/law-choices.ts';
import type { CreditorSettings } from '../creditors/settings.ts';
import { rulesOf } from '../law/rules.ts';
import type { InterestTerms } from '../ledger/invoice-interest.ts';
import type { DebtorDecisions } from './debtor-decisions.ts';

/** The kind of debtor, the day count chosen for the market where its law leaves a choice, and the rate agreed, if any. */
export function interestTerms(
  settings: Pick<CreditorSettings, 'law'>,
  decisions: Pick<DebtorDecisions, 'kind' | 'contractRate'>,
  market: string,
): InterestTerms {
  const allowed = rulesOf(market)?.interest.dayCounts ?? ['actual'];
  const { dayCount } = choicesFor(settings.law, market);
  return {
    debtorKind: decisions.kind,
    dayCount: allowed.includes(dayCount) ? dayCount : allowed[0],
    contractRate: decisions.contractRate,
  };
}
