import { creditorToday } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import type { LadderName } from '../ladder/ladder-choice.ts';
import { ladderFor } from '../ladder/ladder-choice.ts';
import { type LadderEffect, ladderEffect, type StandingTogether } from '../ladder/ladder-effect.ts';
import { nextRung } from '../ladder/next-rung.ts';
import type { Ladder, Rung } from '../ladder/rungs.ts';
import type { Day } from '../values/day.ts';
import type { Currency } from '../values/money.ts';
import { lettersOfLook } from './letters-of-look.ts';
import { type LookTools, lookAtDebtors } from './look-at-debtors.ts';
import { debtorsStandingAt, standingOnLadder } from './store-ladder-effect.ts';

/** Letters a look would have open, and what they ask for of ours. */
export type LettersOfTonight = { readonly letters: number; readonly feesMinor: ReadonlyMap<Currency, bigint> };

export type LadderRehearsal = {
  readonly effect: LadderEffect;
  readonly before: LettersOfTonight;
  readonly after: LettersOfTonight;
  /** Only so many debtors were looked at: there are more. */
  readonly more: boolean;
};

const mostDebtors = 500;

/**
 * What saving these rungs would change: by the calendar for every open invoice of the ladder, and for whoever is due now
 * the very look that proposing takes, with every guard. It reads and writes nothing, and holds nobody up.
 */
export async function rehearseLadder(
  work: Work,
  tools: LookTools,
  name: LadderName,
  rungs: readonly Rung[],
): Promise<LadderRehearsal> {
  const settings = { ...(await readSettings(work)), sendingOn: true };
  const today = await creditorToday(work);
  const after: Ladder = { version: 'rehearsed', rungs };
  const before = ladderFor(asClimber(name), settings.ladders).ladder;
  const standing = await standingOnLadder(work, name, settings.ladders, settings.ladderVersions);
  const due = standing.filter((climb) => isDue(today, before, climb) || isDue(today, after, climb));
  const debtorIds = await debtorsStandingAt(work, name, settings.ladders, due, mostDebtors + 1);

  const seen = debtorIds.slice(0, mostDebtors);
  const changed = { ...settings, ladders: new Map([...settings.ladders, [name, after]]) };
  const tonight = async (under: typeof settings) =>
    counted(lettersOfLook(await lookAtDebtors(work, tools, under, { debtorIds: seen, alone: false }), work.now));
  return {
    effect: ladderEffect(today, standing, before, after),
    before: await tonight(settings),
    after: await tonight(changed),
    more: debtorIds.length > mostDebtors,
  };
}

/** Somebody who climbs this ladder, or would if it were there. */
function asClimber(name: LadderName) {
  if (name === 'normal' || name === 'risk' || name === 'vip') return { debtorId: '', segment: name };
  return { debtorId: name.slice('debtor-'.length), segment: 'normal' } as const;
}

function isDue(today: Day, ladder: Ladder, climb: StandingTogether): boolean {
  const next = nextRung(today, ladder, climb);
  return next !== null && next.day <= today;
}

function counted(letters: ReturnType<typeof lettersOfLook>): LettersOfTonight {
  const feesMinor = new Map<Currency, bigint>();
  for (const { content } of letters)
    if (content.feeMinor > 0n)
      feesMinor.set(content.currency, (feesMinor.get(content.currency) ?? 0n) + content.feeMinor);
  return { letters: letters.length, feesMinor };
}
