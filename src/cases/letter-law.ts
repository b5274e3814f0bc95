/** Why a letter says what it says: which law, which rates, how days were counted, and why each charge is or is not there. */
import type { LetterPlan } from '../ladder/letter-plan.ts';
import { noticeDays } from '../law/notice.ts';
import type { RateRow } from '../law/reference-rates.ts';
import { rulesOf } from '../law/rules.ts';
import type { DraftQuestion } from './draft-letter.ts';
import { interestTerms } from './interest-terms.ts';
import type { LetterLaw } from './letter-content.ts';
import { positionOf } from './position-of.ts';

export function letterLaw(question: DraftQuestion, plan: LetterPlan, rates: readonly RateRow[]): LetterLaw {
  const { settings, standing } = question;
  const { decisions } = standing.debtor;
  const markets = new Set(plan.lines.map((line) => positionOf(standing.positions, line.invoiceId).market));
  return {
    debtorKind: decisions.kind,
    kindClue: decisions.kindClue.clue,
    markets: [...markets].map((market) => {
      const rules = rulesOf(market);
      return {
        market,
        version: rules?.version ?? null,
        confirmed: settings.confirmedMarkets.includes(market),
        dayCount: interestTerms(settings, decisions, market).dayCount,
        noticeDays: rules?.notice ? noticeDays(rules, decisions.kind) : null,
      };
    }),
    contractRate: decisions.contractRate,
    rates,
    feeReason: plan.feeReason,
    interestReason: plan.interestReason,
    compensationReason: plan.compensationReason,
    rounding: 'once-per-invoice',
  };
}
