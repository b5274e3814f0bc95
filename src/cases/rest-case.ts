import type { Work } from '../db/work.ts';
import type { HoldKind } from '../ladder/facts.ts';
import type { Day } from '../values/day.ts';
import { type Act, notActed } from './act-refusal.ts';
import { restDebtor } from './rest-debtor.ts';
import { readCase } from './store-cases.ts';
import type { NewHold } from './store-holds.ts';

/** Rests a case: a member's pause or snooze, a promise to pay, a debtor's question, an insolvency (`restDebtor`). */
export async function restCase(
  work: Work,
  caseId: string,
  kind: HoldKind,
  until: Day | null,
  note: string | null,
  details: NewHold['details'] = {},
): Promise<Act<string>> {
  const aCase = await readCase(work, caseId);

  if (!aCase) return notActed('gone');

  return restDebtor(work, { debtorId: aCase.debtorId, caseId }, kind, until, note, details);
}
