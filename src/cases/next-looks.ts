/** When each invoice is looked at again, and whether a person has it by then. Every change of fact refreshes both. */
import { dueRung } from '../ladder/due-rung.ts';
import { type Day, dayPlus } from '../values/day.ts';
import type { DraftQuestion } from './draft-letter.ts';
import { invoiceFacts } from './invoice-facts.ts';
import type { Drafted } from './judge-drafts.ts';
import { ladderOf } from './ladder-of.ts';
import type { Joining } from './opening.ts';
import type { DebtorStanding } from './store-facts.ts';

/**
 * `on` is a hint that makes the tick cheap. `caseId`: the case the invoice joins now; null where it stays where it is.
 * `handedOver`: the human rung has come.
 */
export type NextLook = {
  readonly invoiceId: string;
  readonly on: Day | null;
  readonly caseId: string | null;
  readonly handedOver: boolean;
};

/** Tomorrow where a letter is open (the nightly look heals), else the day the ladder itself names. */
export function nextLooks(
  base: Pick<DraftQuestion, 'today' | 'settings'>,
  standings: readonly DebtorStanding[],
  drafted: readonly Drafted[],
  joining: readonly Joining[],
): NextLook[] {
  const tomorrow = dayPlus(base.today, 1);
  const listed = new Set(drafted.flatMap((each) => each.draft?.plan.lines.map((line) => line.invoiceId) ?? []));
  const joins = new Map(joining.map(({ position, caseId }) => [position.invoiceId, caseId]));
  return standings.flatMap((standing) => {
    const ladder = ladderOf(base.settings, standing.debtor);
    const facts = new Map(invoiceFacts(standing, base.settings).map((invoice) => [invoice.invoiceId, invoice]));
    return standing.positions.map(({ invoiceId }) => {
      const caseId = joins.get(invoiceId) ?? null;
      if (listed.has(invoiceId)) return { invoiceId, on: tomorrow, caseId, handedOver: false };
      const due = dueRung({
        today: base.today,
        ladder,
        debtorKind: standing.debtor.decisions.kind,
        invoice: facts.get(invoiceId)!,
      });
      const on = due.rung !== null ? tomorrow : due.lookAgainOn;
      return { invoiceId, on, caseId, handedOver: due.why === 'handed-over' };
    });
  });
}
