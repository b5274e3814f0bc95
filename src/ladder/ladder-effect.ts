/** What another version of a ladder would mean for the invoices that are open, by the calendar alone. */
import { type Day, dayPlus } from '../values/day.ts';
import { type Climb, nthOf } from './climb.ts';
import { nextRung } from './next-rung.ts';
import { kindOrder, type Ladder, type RungKey } from './rungs.ts';

/** Invoices that stand at the same place: so many of them. */
export type StandingTogether = Climb & { readonly invoices: number };

/** How many come to a rung by when. Each counts those of the shorter times. */
export type Coming = { readonly today: number; readonly week: number; readonly month: number };

export type RungEffect = {
  readonly rung: RungKey;
  readonly nth: number;
  readonly before: Coming;
  readonly after: Coming;
};

export type LadderEffect = {
  readonly rungs: readonly RungEffect[];
  /** Invoices that climb already: their next rung stays as the ladder of their last letter has it. */
  readonly climbing: number;
  readonly open: number;
};

const none: Coming = { today: 0, week: 0, month: 0 };

/** The next rung of each under both ladders; rungs that come to nobody within thirty days are left out. */
export function ladderEffect(
  today: Day,
  standing: readonly StandingTogether[],
  before: Ladder,
  after: Ladder,
): LadderEffect {
  const effects = new Map<string, RungEffect>();
  const count = (side: 'before' | 'after', ladder: Ladder) => {
    for (const climb of standing) {
      const next = nextRung(today, ladder, climb);
      if (!next || next.day > dayPlus(today, 30)) continue;
      const nth = nthOf(next.rung, climb.climbed);
      const id = `${next.rung} ${nth}`;
      const effect = effects.get(id) ?? { rung: next.rung, nth, before: none, after: none };
      const { today: now, week, month } = effect[side];
      const { invoices } = climb;
      effects.set(id, {
        ...effect,
        [side]: {
          today: now + (next.day <= today ? invoices : 0),
          week: week + (next.day <= dayPlus(today, 7) ? invoices : 0),
          month: month + invoices,
        },
      });
    }
  };
  count('before', before);
  count('after', after);
  const sum = (some: readonly StandingTogether[]) => some.reduce((total, each) => total + each.invoices, 0);
  return {
    rungs: [...effects.values()].sort((a, b) => kindOrder(a.rung) - kindOrder(b.rung) || a.nth - b.nth),
    climbing: sum(standing.filter((climb) => climb.climbed.length > 0)),
    open: sum(standing),
  };
}
