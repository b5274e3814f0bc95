import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import type { Day } from '../values/day.ts';
import type { BacklogChoice } from './choose-backlog.ts';
import { type LookTools, lookAtDebtors } from './look-at-debtors.ts';
import { backlogDebtors } from './store-backlog.ts';
import { type DebtorStanding, debtorsLookedAtBy, type PositionRow } from './store-facts.ts';

export type LettersTonight = { readonly wouldWait: number; readonly wouldBeHeld: number };

/** Debtors looked at together. */
const debtorsAtOnce = 500;

/**
 * How many letters the next look would make if sending were on and this were chosen for the backlog: the very look that
 * proposes them, with each invoice as left out as it would be then. Nothing of it is written.
 */
export async function countTonight(
  work: Work,
  tools: LookTools,
  choice: BacklogChoice,
  today: Day,
): Promise<LettersTonight> {
  const settings = { ...(await readSettings(work)), sendingOn: true };
  const due = await debtorsLookedAtBy(work, today);
  const debtorIds = [...new Set([...due, ...(await backlogDebtors(work, today))])];

  const asIf = (standing: DebtorStanding) => chosen(standing, choice, today);
  let wouldWait = 0;
  let wouldBeHeld = 0;
  for (let from = 0; from < debtorIds.length; from += debtorsAtOnce) {
    const handful = debtorIds.slice(from, from + debtorsAtOnce);
    const { judgement } = await lookAtDebtors(work, tools, settings, { debtorIds: handful, alone: false, asIf });
    const letters = [...judgement.inserted, ...judgement.kept];
    wouldBeHeld += letters.filter(({ status }) => status === 'held').length;
    wouldWait += letters.filter(({ status }) => status !== 'held').length;
  }

  return { wouldWait, wouldBeHeld };
}

function chosen(standing: DebtorStanding, choice: BacklogChoice, today: Day): DebtorStanding {
  if (choice.kind === 'by-hand') return standing;
  const isOlder = (position: PositionRow) =>
    choice.kind === 'due-after' &&
    position.lastRung === null &&
    position.booksDueDay < today &&
    position.booksDueDay <= choice.day;
  const positions = standing.positions.map((position): PositionRow => {
    if (position.leftOut !== null && position.leftOut.why !== 'backlog') return position;
    return { ...position, leftOut: isOlder(position) ? { sinceDay: today, why: 'backlog', note: null } : null };
  });
  return { ...standing, positions };
}
