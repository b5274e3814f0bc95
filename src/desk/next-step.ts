/** What comes next on a case by the calendar alone, whether or not it may go. */
import type { CaseClimb } from '../cases/store-case-list.ts';
import { type NextRung, nextRung } from '../ladder/next-rung.ts';
import type { Ladder } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';
import { rungWords } from './rung-words.ts';
import { nearDayText } from './when-words.ts';

/** The earliest next rung among the invoices; null at the end of the ladder. */
export function nextStep(today: Day, ladder: Ladder, climbs: readonly CaseClimb[]): NextRung | null {
  const steps = climbs.map((climb) => nextRung(today, ladder, climb)).filter((step) => step !== null);
  return steps.sort((a, b) => (a.day < b.day ? -1 : 1))[0] ?? null;
}

/** "second reminder, Thursday"; a day that has come is "due now". */
export function nextStepText(today: Day, step: NextRung | null): string {
  if (step === null) return 'the ladder is climbed';
  return `${rungWords[step.rung]}, ${step.day <= today ? 'due now' : nearDayText(step.day, today)}`;
}
