import { creditorToday } from '../creditors/store.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { recordTrail } from '../trail/record-trail.ts';
import type { Language } from '../values/language.ts';
import { insertDebtorDecision } from './store-acts.ts';
import { lookAgain } from './store-positions.ts';

export type DebtorDecision =
  | { readonly kind: 'left-out'; readonly out: boolean }
  | { readonly kind: 'language'; readonly language: Language }
  | { readonly kind: 'kind'; readonly is: 'business' | 'consumer' }
  | { readonly kind: 'address'; readonly email: string }
  | { readonly kind: 'solvency' }
  /** Minor units of the base currency by which the books' balance may stay below the open items. */
  | { readonly kind: 'shortfall-accepted'; readonly minor: bigint };

/** A member decides something about one debtor; its cases are looked at again. The latest decision of a kind rules. */
export async function decideDebtor(work: Work, debtorId: string, decision: DebtorDecision): Promise<void> {
  const today = await creditorToday(work);

  const value = storedValue(decision);

  await insertDebtorDecision(work, debtorId, decision.kind, value);
  await lookAgain(work, [debtorId], today);
  await putOnTimetable(work, 'propose', '', work.now);

  await recordTrail(work, {
    what: 'debtor-decided',
    debtorId,
    details: { kind: decision.kind, ...(decision.kind === 'address' ? {} : value) },
    ...(decision.kind === 'address' ? { personal: value } : {}),
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
    case 'solvency':
      return { solvent: true };
    case 'shortfall-accepted':
      return { minor: decision.minor.toString() };
  }
}
