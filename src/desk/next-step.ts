/** What comes next on a case by the calendar alone, whether or not it may go. */
import type { CaseClimb } from '../cases/store-case-list.ts';
import { nthOf } from '../ladder/climb.ts';
import { type NextRung, nextRung } from '../ladder/next-rung.ts';
import { kindOf, type Ladder } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';
import { rungWord } from './rung-words.ts';
import { nearDayText } from './when-words.ts';

export type NextStep = NextRung & { readonly nth: number };

/** The ladder in force for a debtor, and those of earlier letters. */
export type Ruling = { readonly ladder: Ladder; readonly ladderVersions: ReadonlyMap<string, Ladder> };

/** The earliest next rung among the invoices; null at the end of the ladder. */
export function nextStep(
  today: Day,
  { ladder, ladderVersions }: Ruling,
  climbs: readonly CaseClimb[],
): NextStep | null {
  const steps = climbs.flatMap((climb): NextStep[] => {
    const lastLadder = ladderVersions.get(climb.ladderVersion ?? '') ?? null;
    const next = nextRung(today, ladder, { ...climb, lastLadder });
    return next ? [{ ...next, nth: nthOf(next.rung, climb.climbed) }] : [];
  });
  return steps.sort((a, b) => (a.day < b.day ? -1 : 1))[0] ?? null;
}

/** "second reminder, Thursday"; a day that has come is "due now". */
export function nextStepText(today: Day, step: NextStep | null): string {
  if (step === null) return 'the ladder is climbed';
  if (kindOf(step.rung) === 'human' && step.day <= today) return 'a person has it';
  return `${rungWord(step.rung, step.nth)}, ${step.day <= today ? 'due now' : nearDayText(step.day, today)}`;
}
