/** When a central bank is asked again. */
import { fixingDay, halfYearsFixedBy, type ReferenceSource } from '../law/reference-sources.ts';
import { type Day, daysBetween } from '../values/day.ts';

export type LastLook = {
  readonly day: Day;
  readonly outcome: 'asking' | 'done' | 'refused' | 'unknown';
};

const everyDays = 7;
/** So many days before and after 1 January and 1 July the rates of the new half-year come. */
const aroundTurn = 14;

/**
 * Weekly; daily after a look that brought no answer and in the two weeks around 1 January and 1 July; at once when a
 * half-year's day has come since the last look.
 */
export function lookIsDue(last: LastLook | null, today: Day, sources: readonly ReferenceSource[]): boolean {
  if (last === null) return true;
  const days = daysBetween(last.day, today);
  if (days <= 0) return false;
  if (last.outcome !== 'done' || isAroundTurn(today) || days >= everyDays) return true;
  return sources.some((source) =>
    halfYearsFixedBy(source, today).some((fromDay) => fixingDay(source, fromDay) > last.day),
  );
}

function isAroundTurn(today: Day): boolean {
  const year = Number(today.slice(0, 4));
  const turns = [`${year}-01-01`, `${year}-07-01`, `${year + 1}-01-01`];
  return turns.some((turn) => Math.abs(daysBetween(turn, today)) <= aroundTurn);
}
