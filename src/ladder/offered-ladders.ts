/** Ladders offered to begin with for segments that want another pace: only the creditor's saving makes one of them real. */
import { defaultRungs, newKey, type Rung, type RungKey, rungWith } from './rungs.ts';

/**
 * For customers one would rather keep: a week's notice before the due day, a word of courtesy that costs nothing, and two
 * full weeks between letters.
 */
export function offeredVip(used: Iterable<RungKey>): readonly Rung[] {
  const keys = [...used, ...defaultRungs.map((rung) => rung.key)];
  const courtesy = newKey('reminder', keys);
  const person = newKey('human', [...keys, courtesy]);
  return [
    rungWith({ key: 'nudge', days: 7, feeMinor: 0n, interest: false, daysToPay: 0 }),
    rungWith({ key: courtesy, days: 7, feeMinor: 0n, interest: false, daysToPay: 10 }),
    rungWith({ key: 'first-reminder', days: 14, feeMinor: 0n, interest: true, daysToPay: 14 }),
    rungWith({ key: 'second-reminder', days: 14, feeMinor: 10000n, interest: true, daysToPay: 14 }),
    rungWith({ key: 'notice', days: 14, feeMinor: 10000n, interest: true, daysToPay: 14 }),
    rungWith({ key: person, days: 14, feeMinor: 0n, interest: false, daysToPay: 0 }),
  ];
}

/**
 * For customers who have paid late before: no nudge is too early, the first reminder goes the day after, and no gap is
 * longer than renteloven § 9 b makes it (ten days between letters with a fee).
 */
export function offeredRisk(used: Iterable<RungKey>): readonly Rung[] {
  const person = newKey('human', [...used, ...defaultRungs.map((rung) => rung.key)]);
  return [
    rungWith({ key: 'nudge', days: 5, feeMinor: 0n, interest: false, daysToPay: 0 }),
    rungWith({ key: 'first-reminder', days: 1, feeMinor: 10000n, interest: true, daysToPay: 10 }),
    rungWith({ key: 'second-reminder', days: 10, feeMinor: 10000n, interest: true, daysToPay: 10 }),
    rungWith({ key: 'notice', days: 10, feeMinor: 10000n, interest: true, daysToPay: 10 }),
    rungWith({ key: person, days: 10, feeMinor: 0n, interest: false, daysToPay: 0 }),
  ];
}
