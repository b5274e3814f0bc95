import { mustBeAdmin } from '../creditors/must-be-admin.ts';
import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { insertTrailOfMany } from '../trail/store.ts';
import { hour, instantPlus, laterInstant } from '../values/day.ts';
import { type Act, acted, notActed } from './act-refusal.ts';
import { leavesAt as whenItLeaves } from './leaves-at.ts';
import { approve, lockLetters, nextLeaving, type SeenLetter } from './store-acts.ts';
import { countriesOfDebtors } from './store-given.ts';

/** A letter somebody looked at, with the fingerprint of what was seen. */
export type Chosen = { readonly id: string; readonly hash: string };

/**
 * An admin's yes to exactly the letters with these fingerprints. Each leaves when its hold window is over, in decent hours;
 * the answers say when, in the order asked. Refused, each by itself: one that reads differently now, that a guard holds, or
 * that is no longer open. One that has a yes already keeps it: nothing is approved twice.
 */
export async function approveLetters(work: Work, letters: readonly Chosen[]): Promise<Act<Date>[]> {
  await mustBeAdmin(work);
  const found = new Map(
    (
      await lockLetters(
        work,
        letters.map((letter) => letter.id),
      )
    ).map((each) => [each.id, each]),
  );
  const settings = await readSettings(work);
  const creditor = await readCreditor(work);
  const countries = await countriesOfDebtors(
    work,
    [...found.values()].map((each) => each.debtorId),
  );

  const fresh: (SeenLetter & { leavesAt: Date })[] = [];
  const answers = letters.map(({ id, hash }): Act<Date> => {
    const letter = found.get(id);
    if (!letter || !['waiting', 'held', 'approved'].includes(letter.status)) return notActed('gone');
    if (letter.hash !== hash) return notActed('changed');
    if (letter.status === 'held') return notActed('held');
    if (letter.status === 'approved') return acted(letter.leavesAt ?? work.now);
    const windowEnds = instantPlus(letter.headsUpAt ?? work.now, settings.holdWindowHours * hour);
    const earliest = laterInstant(windowEnds, work.now);
    const leavesAt = whenItLeaves(earliest, letter, creditor, settings, countries.get(letter.debtorId) ?? []);
    // The same letter named twice finds here that it has its yes.
    found.set(id, { ...letter, status: 'approved', leavesAt });
    fresh.push({ ...letter, leavesAt });
    return acted(leavesAt);
  });
  if (fresh.length === 0) return answers;

  await approve(work, fresh);
  const next = await nextLeaving(work);
  if (next !== null) await putOnTimetable(work, 'send-letters', '', next);

  await insertTrailOfMany(
    work,
    'letter-approved',
    fresh.map((letter) => ({
      what: 'letter-approved',
      caseId: letter.caseId,
      debtorId: letter.debtorId,
      subjectId: letter.id,
      details: {
        rung: letter.rung,
        nth: letter.nth,
        hash: letter.hash,
        leavesAt: letter.leavesAt.toISOString(),
        before: letter.status,
        after: 'approved',
      },
    })),
  );
  return answers;
}
