/**
 * The rungs of a ladder: what a creditor sends, in the order it is climbed. A ladder has any number of them. Delays, fees
 * and words are the creditor's policy; what the law lets a rung carry is `law`'s.
 */
import type { Language } from '../values/language.ts';

/**
 * A nudge goes before the due day and demands nothing. A reminder demands. A notice is the formal one, once. At the human
 * rung no letter goes: a person takes the case over. A ladder climbs them in this order.
 */
export const rungKinds = ['nudge', 'reminder', 'notice', 'human'] as const;
export type RungKind = (typeof rungKinds)[number];

/**
 * What a rung is called for ever. A key says its kind and is never given to another rung, so that what was sent years ago
 * can still be read. The two reminders that every house began with keep their own.
 */
export type RungKey = RungKind | `${RungKind}-${number}` | 'first-reminder' | 'second-reminder';

const keyPattern = /^(?:(?:first-|second-)(reminder)|(nudge|reminder|notice|human)(?:-([1-9]\d{0,5}))?)$/;

export function isRungKey(text: string): text is RungKey {
  return keyPattern.test(text);
}

/** What was read from a key once: a year's replay asks millions of times. */
const kinds = new Map<RungKey, RungKind>();

/** Throws on a text that is no key. */
export function kindOf(key: RungKey): RungKind {
  const known = kinds.get(key);
  if (known !== undefined) return known;
  const read = keyPattern.exec(key);
  if (!read) throw new Error('a rung with a key that is none');
  const kind = (read[1] ?? read[2]) as RungKind;
  kinds.set(key, kind);
  return kind;
}

/** The number in a key; the keys every house began with have the numbers 1 and 2 without saying so. */
export function numberIn(key: RungKey): number {
  if (key === 'second-reminder') return 2;
  return Number(keyPattern.exec(key)?.[3] ?? 1);
}

/** A key for a new rung: its number is greater than any that was ever used. */
export function newKey(kind: RungKind, used: Iterable<RungKey>): RungKey {
  const most = [...used].reduce((most, key) => Math.max(most, numberIn(key)), 0);
  return most === 0 ? kind : `${kind}-${most + 1}`;
}

/** Where a letter can go. More roads come with their own adapters. */
export const channels = ['email', 'sms'] as const;
export type Channel = (typeof channels)[number];

/** One step of a creditor's policy. */
export type Rung = {
  readonly key: RungKey;
  readonly on: boolean;
  /**
   * Nudge: days before the due day. The first letter after the due day: days after it. Each later one: full days that must
   * lie between the invoice's previous letter and this one ("10 days between" means the eleventh calendar day).
   */
  readonly days: number;
  /** Reminder fee in minor units of the market's own currency; 0 for none. A nudge never bears one. */
  readonly feeMinor: bigint;
  /** Does this letter state late interest? */
  readonly interest: boolean;
  /** May this letter claim compensation, where the creditor claims it under the invoice's law? */
  readonly compensation: boolean;
  /** How many days the letter gives to pay, counted from sending. */
  readonly daysToPay: number;
  /** The roads it may go, the first one that reaches the debtor: see `channel-choice`. */
  readonly channels: readonly Channel[];
  /** The creditor's own words between the greeting and the list of invoices; where there are none, ours. */
  readonly texts: { readonly [language in Language]?: string };
};

/** A creditor's ladder. `version` names the dated settings row it came from. */
export type Ladder = { readonly version: string; readonly rungs: readonly Rung[] };

type FirstPolicy = Pick<Rung, 'key' | 'days' | 'feeMinor' | 'interest' | 'daysToPay'>;

/** A rung that is on, goes by e-mail and has our words. */
export function rungWith(policy: FirstPolicy): Rung {
  return { ...policy, on: true, compensation: kindOf(policy.key) !== 'nudge', channels: ['email'], texts: {} };
}

/**
 * What a new creditor starts with: 3 days before, 5 after, then 10 full days each; 100 kr on each letter after the due
 * date (renteloven § 9 b: at most 100 kr, at most three, at least 10 days apart); 10 days to pay (inkassoloven § 10).
 */
export const defaultRungs: readonly Rung[] = [
  rungWith({ key: 'nudge', days: 3, feeMinor: 0n, interest: false, daysToPay: 0 }),
  rungWith({ key: 'first-reminder', days: 5, feeMinor: 10000n, interest: true, daysToPay: 10 }),
  rungWith({ key: 'second-reminder', days: 10, feeMinor: 10000n, interest: true, daysToPay: 10 }),
  rungWith({ key: 'notice', days: 10, feeMinor: 10000n, interest: true, daysToPay: 10 }),
];

export function rungOf(ladder: Ladder, key: RungKey): Rung | undefined {
  return ladder.rungs.find((rung) => rung.key === key);
}

/** Below or above, by kind alone: a nudge before a reminder before a notice. */
export function kindOrder(key: RungKey): number {
  return rungKinds.indexOf(kindOf(key));
}
