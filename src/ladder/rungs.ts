/**
 * The rungs of the ladder in the order they are climbed, what each is called and what each may carry.
 * Delays and fees are the creditor's policy; what the law lets a rung carry is `law`'s.
 */
export const rungNames = ['nudge', 'first-reminder', 'second-reminder', 'notice'] as const;
export type RungName = (typeof rungNames)[number];

/** One step of a creditor's policy. */
export type Rung = {
  readonly name: RungName;
  readonly on: boolean;
  /**
   * Nudge: days before the due date. First reminder: days after it. Later rungs: full days that must lie between the
   * invoice's previous letter and this one ("10 days between" means the eleventh calendar day).
   */
  readonly days: number;
  /** Reminder fee in minor units of the market's own currency; 0 for none. A nudge never bears one. */
  readonly feeMinor: bigint;
  /** Does this letter state late interest? */
  readonly interest: boolean;
  /** How many days the letter gives to pay, counted from sending. */
  readonly daysToPay: number;
};

/** A creditor's ladder. `version` names the dated settings row it came from. */
export type Ladder = { readonly version: string; readonly rungs: readonly Rung[] };

/**
 * What a new creditor starts with: 3 days before, 5 after, then 10 full days each; 100 kr on each letter after the due
 * date (renteloven § 9 b: at most 100 kr, at most three, at least 10 days apart); 10 days to pay (inkassoloven § 10).
 */
export const defaultRungs: readonly Rung[] = [
  { name: 'nudge', on: true, days: 3, feeMinor: 0n, interest: false, daysToPay: 0 },
  { name: 'first-reminder', on: true, days: 5, feeMinor: 10000n, interest: true, daysToPay: 10 },
  { name: 'second-reminder', on: true, days: 10, feeMinor: 10000n, interest: true, daysToPay: 10 },
  { name: 'notice', on: true, days: 10, feeMinor: 10000n, interest: true, daysToPay: 10 },
];

export function rungOrder(name: RungName): number {
  return rungNames.indexOf(name);
}

export function rungOf(ladder: Ladder, name: RungName): Rung | undefined {
  return ladder.rungs.find((rung) => rung.name === name);
}

/** The next rung that is switched on after `last` (null: from the first reminder on; the nudge is only before the due date). */
export function rungAfter(ladder: Ladder, last: RungName | null): Rung | undefined {
  const floor = last === null ? rungOrder('nudge') : rungOrder(last);
  return ladder.rungs
    .filter((rung) => rung.on && rungOrder(rung.name) > floor)
    .sort((a, b) => rungOrder(a.name) - rungOrder(b.name))[0];
}
