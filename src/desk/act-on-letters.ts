import type { ActRefusal } from '../cases/act-refusal.ts';
import { approveLetters, type Chosen } from '../cases/approve-letters.ts';
import { beginBulk } from '../cases/begin-bulk.ts';
import { offerApproval } from '../cases/offer-approval.ts';
import { restCase } from '../cases/rest-case.ts';
import { lettersOf } from '../cases/store-letter.ts';
import { queueRow } from '../cases/store-queue.ts';
import { withdrawProposal } from '../cases/withdraw-proposal.ts';
import type { Member } from '../creditors/member.ts';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';
import { mayDecide, mayRest, salesPersonOf } from './roles.ts';

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
  /** So many that they are approved in the background. */
  | { readonly kind: 'under-way'; readonly bulkId: string }
  /** Among them is one that is not this person's to see: nothing was done to any. */
  | { readonly kind: 'unknown-letter' }
  | { readonly kind: 'not-allowed' };

/** More letters than this are approved in the background: nobody waits for a page that long. */
const approvedAtOnce = 20;

/** One act on many letters, each by its own fingerprint. In the order of their ids, so that two such acts cannot lock each other. */
export async function actOnLetters(
  work: Work,
  member: Member,
  letters: readonly Chosen[],
  act: LettersAct,
): Promise<ActedOnLetters> {
  const salesPerson = salesPersonOf(member);
  const ids = [...new Set(letters.map((letter) => letter.id))];
  if ((await lettersOf(work, ids, salesPerson)).length < ids.length) return { kind: 'unknown-letter' };

  if (!(act.kind === 'rest' ? mayRest(member) : mayDecide(member))) return { kind: 'not-allowed' };

  if (act.kind === 'approve') {
    if (letters.length > approvedAtOnce) return approveLater(work, letters);
    const approved = await approveLetters(work, letters);
    return {
      kind: 'acted',
      results: approved.map((each) => (each.ok ? { ok: true, leavesAt: each.value } : each)),
    };
  }
  const results: LetterActed[] = [];
  for (const letter of [...letters].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    results.push(await actOnLetter(work, salesPerson, letter, act));
  }
  return { kind: 'acted', results };
}

/** What was on the page is what is approved: each by the fingerprint that was seen. */
async function approveLater(work: Work, letters: readonly Chosen[]): Promise<ActedOnLetters> {
  const bulkId = (await offerApproval(work, letters))!;
  await beginBulk(work, bulkId);
  return { kind: 'under-way', bulkId };
}

async function actOnLetter(
  work: Work,
  salesPerson: number | null,
  { id }: Chosen,
  act: Exclude<LettersAct, { readonly kind: 'approve' }>,
): Promise<LetterActed> {
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
