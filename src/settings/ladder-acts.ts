/** Adding, moving and taking out rungs: what a button of the editor does to the ladder that is being made. */
import { kindOf, newKey, type Rung, type RungKey, type RungKind, rungKinds, rungWith } from '../ladder/rungs.ts';

export type LadderAct =
  | { readonly do: 'look' }
  | { readonly do: 'add'; readonly kind: RungKind }
  | { readonly do: 'up' | 'down' | 'remove'; readonly key: string };

/** "add reminder", "up notice"; anything else is a look. */
export function actIn(text: unknown): LadderAct {
  const [verb, what = ''] = typeof text === 'string' ? text.split(' ') : [];
  const kind = rungKinds.find((each) => each === what);
  if (verb === 'add' && kind) return { do: 'add', kind };
  return verb === 'up' || verb === 'down' || verb === 'remove' ? { do: verb, key: what } : { do: 'look' };
}

/** The ladder after the act, and the rung to look at next. `used`: every key there ever was. */
export function acted(
  rungs: readonly Rung[],
  act: Exclude<LadderAct, { do: 'look' }>,
  used: readonly RungKey[],
): { readonly rungs: readonly Rung[]; readonly at: RungKey | null } {
  if (act.do === 'add') {
    const added = newRung(act.kind, rungs, used);
    const place = rungs.findLastIndex((rung) => rungKinds.indexOf(kindOf(rung.key)) <= rungKinds.indexOf(act.kind)) + 1;
    return { rungs: rungs.toSpliced(place, 0, added), at: added.key };
  }
  const place = rungs.findIndex((rung) => rung.key === act.key);
  const rung = rungs[place];
  if (!rung) return { rungs, at: null };
  if (act.do === 'remove') return { rungs: rungs.toSpliced(place, 1), at: rungs[place + 1]?.key ?? null };
  const to = place + (act.do === 'up' ? -1 : 1);
  if (to < 0 || to >= rungs.length) return { rungs, at: rung.key };
  return { rungs: rungs.toSpliced(place, 1).toSpliced(to, 0, rung), at: rung.key };
}

/** Something sensible to begin with: no fee until somebody writes one, and room for the deadline of the letter before. */
function newRung(kind: RungKind, rungs: readonly Rung[], used: readonly RungKey[]): Rung {
  const key = newKey(kind, [...used, ...rungs.map((rung) => rung.key)]);
  const last = rungs.findLast((rung) => kindOf(rung.key) === kind);
  const demands = kind === 'reminder' || kind === 'notice';
  const days = kind === 'nudge' ? Math.max(1, Math.floor((last?.days ?? 7) / 2)) : 10;
  return rungWith({ key, days, feeMinor: 0n, interest: demands, daysToPay: demands ? 10 : 0 });
}
