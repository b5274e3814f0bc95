/** Which letters an admin's standing yes covers: every rung on it, as each reads today. */
import { type LadderName, type Ladders, ladderFor } from '../ladder/ladder-choice.ts';
import { type Ladder, type Rung, type RungKey, rungOf } from '../ladder/rungs.ts';
import { sha256 } from '../values/secrets.ts';
import type { DebtorRow } from './store-facts.ts';

export type StandingYes = {
  readonly id: string;
  readonly ladder: LadderName;
  readonly rung: RungKey;
  /** What the rung carried when the yes was given: see `rungReads`. */
  readonly reads: string;
  readonly memberId: string;
  readonly at: Date;
};

/** The fingerprint of what a rung carries. Days between letters are not in it: they change when, not what. */
export function rungReads(rung: Rung): string {
  const { feeMinor, interest, compensation, daysToPay, channels, texts } = rung;
  const words = [texts.da ?? null, texts.sv ?? null, texts.en ?? null];
  return sha256(JSON.stringify([1, feeMinor.toString(), interest, compensation, daysToPay, channels, words]));
}

/** The yes that holds for a rung of this ladder as it reads now; undefined where none was given, or the rung was edited since. */
export function standingFor(
  yeses: readonly StandingYes[],
  { name, ladder }: { readonly name: LadderName; readonly ladder: Ladder },
  key: RungKey,
): StandingYes | undefined {
  const rung = rungOf(ladder, key);
  if (!rung?.on) return undefined;
  return yeses.find((yes) => yes.ladder === name && yes.rung === key && yes.reads === rungReads(rung));
}

/** A debtor's mail, or its telephone. */
export function roadKey(debtorId: string, recipient: string): string {
  return `${debtorId} ${recipient.includes('@') ? 'mail' : 'telephone'}`;
}

/**
 * Would this letter go elsewhere than the last one did (`last`, by `roadKey`)? Then a person says yes to it: a changed
 * address gets nothing by itself (design §3.13). The first letter there is to a debtor goes to no other address.
 */
export function goesElsewhere(last: ReadonlyMap<string, string>, debtorId: string, recipient: string | null): boolean {
  if (recipient === null) return false;
  const before = last.get(roadKey(debtorId, recipient));
  return before !== undefined && before.toLowerCase() !== recipient.toLowerCase();
}

/** The yes that covers a whole letter, that of its first line; undefined where any of its rungs has none. */
export function standingForLetter(
  yeses: readonly StandingYes[],
  ladders: Ladders,
  { debtorId, decisions }: Pick<DebtorRow, 'debtorId' | 'decisions'>,
  rungs: readonly RungKey[],
): StandingYes | undefined {
  const chosen = ladderFor({ debtorId, segment: decisions.segment }, ladders);
  const covering = rungs.map((key) => standingFor(yeses, chosen, key));
  return covering.every((yes) => yes !== undefined) ? covering[0] : undefined;
}
