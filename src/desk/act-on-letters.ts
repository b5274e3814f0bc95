import type { ActRefusal } from '../cases/act-refusal.ts';
import { approveProposal } from '../cases/approve-proposal.ts';
import { restCase } from '../cases/rest-case.ts';
import { isLetterOf } from '../cases/store-letter.ts';
import { queueRow } from '../cases/store-queue.ts';
import { withdrawProposal } from '../cases/withdraw-proposal.ts';
import type { Member } from '../creditors/member.ts';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';
import { mayDecide, mayRest, salesPersonOf } from './roles.ts';

/** A letter somebody looked at, with the fingerprint of what was seen. */
export type Chosen = { readonly id: string; readonly hash: string };

export type LettersAct =
  | { readonly kind: 'approve' }
  | {
      readonly kind: 'rest';
      readonly hold: 'pause' | 'snooze';
      readonly until: Day | null;
      readonly note: string | null;
    }
  | { readonly kind: 'withdraw'; readonly reason: string };

export type LetterActed =
  | { readonly ok: true; readonly leavesAt: Date | null }
  | { readonly ok: false; readonly refusal: ActRefusal };

export type ActedOnLetters =
  | { readonly kind: 'acted'; readonly results: readonly LetterActed[] }
  /** Among them is one that is not this person's to see: nothing was done to any. */
  | { readonly kind: 'unknown-letter' }
  | { readonly kind: 'not-allowed' };

/** One act on many letters, each by its own fingerprint. In the order of their ids, so that two such acts cannot lock each other. */
export async function actOnLetters(
  work: Work,
  member: Member,
  letters: readonly Chosen[],
  act: LettersAct,
): Promise<ActedOnLetters> {
  const salesPerson = salesPersonOf(member);
  for (const { id } of letters) {
    if (!(await isLetterOf(work, id, salesPerson))) return { kind: 'unknown-letter' };
  }

  if (!(act.kind === 'rest' ? mayRest(member) : mayDecide(member))) return { kind: 'not-allowed' };

  const results: LetterActed[] = [];
  for (const letter of [...letters].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    results.push(await actOnLetter(work, salesPerson, letter, act));
  }
  return { kind: 'acted', results };
}

async function actOnLetter(
  work: Work,
  salesPerson: number | null,
  { id, hash }: Chosen,
  act: LettersAct,
): Promise<LetterActed> {
  if (act.kind === 'approve') {
    const approved = await approveProposal(work, id, hash);
    return approved.ok ? { ok: true, leavesAt: approved.value } : approved;
  }
  if (act.kind === 'withdraw') {
    const withdrawn = await withdrawProposal(work, id, act.reason);
    return withdrawn.ok ? { ok: true, leavesAt: null } : withdrawn;
  }
  const row = await queueRow(work, id, salesPerson);
  if (row === null) return { ok: false, refusal: 'gone' };
  if (row.status === 'sending') return { ok: false, refusal: 'leaving' };
  const rested = await restCase(work, row.caseId, act.hold, act.until, act.note);
  return rested.ok ? { ok: true, leavesAt: null } : rested;
}
