/** What a replay comes to, added up letter by letter so that the letters need not be kept. Sums by currency, minor units. */
import type { Currency } from '../values/money.ts';
import type { ReplayedLetter } from './replay.ts';
import { kindOf, rungKinds } from './rungs.ts';

/** "reminder 2": a rung by its kind and which of its kind it was, so that two ladders can be laid side by side. */
export type RungLabel = string;

export type ReplayTally = {
  readonly letters: number;
  /** Letters all of whose invoices were paid within two days. */
  readonly paidSoon: number;
  /** Debtors that got any letter. */
  readonly debtors: number;
  /** "2039-04" → rung → letters. */
  readonly months: { readonly [month: string]: { readonly [rung: RungLabel]: number } };
  readonly rungs: { readonly [rung: RungLabel]: { readonly letters: number; readonly paidSoon: number } };
  readonly fees: { readonly [currency: string]: bigint };
  readonly compensation: { readonly [currency: string]: bigint };
  /** Late interest as the last letter of each invoice would have stated it: what is stated again is not counted again. */
  readonly interest: { readonly [currency: string]: bigint };
};

export const noTally: ReplayTally = {
  letters: 0,
  paidSoon: 0,
  debtors: 0,
  months: {},
  rungs: {},
  fees: {},
  compensation: {},
  interest: {},
};

/** Interest on one invoice to a day, minor units; 0 where the law gives none or a rate is not known. */
export type InterestOn = (invoiceId: string, untilDay: string) => bigint;

/** The tally with one debtor's letters added. They must be all the letters of that debtor. */
export function withLetters(
  tally: ReplayTally,
  letters: readonly ReplayedLetter[],
  interestOn: InterestOn,
): ReplayTally {
  if (letters.length === 0) return tally;
  const months = { ...tally.months };
  const rungs = { ...tally.rungs };
  const [fees, compensation, interest] = [tally.fees, tally.compensation, tally.interest].map(
    (sums) => new Map(Object.entries(sums)),
  );
  const lastStated = new Map<string, ReplayedLetter>();
  for (const letter of letters) {
    const label = `${kindOf(letter.rung)} ${letter.nth}`;
    const month = letter.day.slice(0, 7);
    months[month] = { ...months[month], [label]: (months[month]?.[label] ?? 0) + 1 };
    const before = rungs[label] ?? { letters: 0, paidSoon: 0 };
    rungs[label] = {
      letters: before.letters + 1,
      paidSoon: before.paidSoon + (letter.paidWithinTwoDays ? 1 : 0),
    };
    add(fees!, letter.currency, letter.feeMinor);
    add(compensation!, letter.currency, letter.compensationMinor);
    if (letter.statesInterest) for (const { invoiceId } of letter.lines) lastStated.set(invoiceId, letter);
  }
  for (const [invoiceId, { currency, day }] of lastStated) add(interest!, currency, interestOn(invoiceId, day));
  return {
    letters: tally.letters + letters.length,
    paidSoon: tally.paidSoon + letters.filter(({ paidWithinTwoDays }) => paidWithinTwoDays).length,
    debtors: tally.debtors + 1,
    months,
    rungs,
    fees: Object.fromEntries(fees!),
    compensation: Object.fromEntries(compensation!),
    interest: Object.fromEntries(interest!),
  };
}

/** The rungs of these tallies in the order they are climbed. */
export function rungsOfTallies(tallies: readonly ReplayTally[]): RungLabel[] {
  const labels = new Set(tallies.flatMap(({ rungs }) => Object.keys(rungs)));
  const place = (label: RungLabel) => {
    const [kind = '', nth = '1'] = label.split(' ');
    return (rungKinds as readonly string[]).indexOf(kind) * 1000 + Number(nth);
  };
  return [...labels].sort((a, b) => place(a) - place(b));
}

function add(sums: Map<string, bigint>, currency: Currency, minor: bigint): void {
  if (minor !== 0n) sums.set(currency, (sums.get(currency) ?? 0n) + minor);
}
