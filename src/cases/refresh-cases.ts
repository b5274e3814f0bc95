import { creditorToday } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import { putOnTimetable } from '../creditors/store-timetable.ts';
import type { Work } from '../db/work.ts';
import { isSegment } from '../ladder/ladder-choice.ts';
import { nextRung } from '../ladder/next-rung.ts';
import type { Ladder } from '../ladder/rungs.ts';
import { type Day, dayPlus, daysBetween } from '../values/day.ts';
import { type FirstLooks, lookUnderNewPolicy } from './store-positions.ts';
import { standingWithoutAdmin } from './store-standing.ts';
import { takeBackStandingYes } from './take-back-standing-yes.ts';

/**
 * A policy, a market, a switch or who is an admin has changed: what is in play is looked at again today, and what waits for
 * its first rung waits for the day it has now. A standing yes ends with its giver's being an admin.
 */
export async function refreshCases(work: Work): Promise<void> {
  const today = await creditorToday(work);
  const { ladders } = await readSettings(work);

  const ofSegments = [...ladders].flatMap(([name, ladder]) => (isSegment(name) ? [ladder] : []));
  const own = [...ladders].flatMap(([name, ladder]) =>
    isSegment(name) ? [] : [{ debtorId: name.replace(/^debtor-/, ''), ...firstLooks(today, [ladder]) }],
  );

  for (const { ladder, rung } of await standingWithoutAdmin(work)) await takeBackStandingYes(work, ladder, rung);
  await lookUnderNewPolicy(work, today, firstLooks(today, ofSegments), own);
  await putOnTimetable(work, 'propose', '', work.now);
}

const notClimbed = { climbed: [], lastLadder: null, lastLetterDay: null, lastDeadline: null, graceDay: null } as const;

/**
 * By whichever of these ladders begins first: a look too early finds nothing, one too late is missed. Each says it itself:
 * for an invoice that falls due long after all its nudges, and for one that is due today.
 */
function firstLooks(today: Day, ladders: readonly Ladder[]): FirstLooks {
  const first = (dueDay: Day): number | null => {
    const days = ladders.flatMap((ladder) => nextRung(today, ladder, { ...notClimbed, dueDay })?.day ?? []);
    return days.length === 0 ? null : Math.min(...days.map((day) => daysBetween(dueDay, day)));
  };
  return { before: first(dayPlus(today, 3650)), after: first(today) };
}
