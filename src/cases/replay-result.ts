/** What a replay has come to, as it is kept: bigints are text in JSON. */
import { noTally, type ReplayTally } from '../ladder/replay-tally.ts';

export type ReplayResult = {
  /** Under the policy in force. */
  readonly current: ReplayTally;
  /** Under the draft; null where none was asked about. */
  readonly draft: ReplayTally | null;
  readonly debtors: number;
  readonly invoices: number;
  /** Paid on a day nobody knows, and so left out. */
  readonly unknown: number;
};

export function noResult(withDraft: boolean): ReplayResult {
  return { current: noTally, draft: withDraft ? noTally : null, debtors: 0, invoices: 0, unknown: 0 };
}

type StoredTally = Omit<ReplayTally, SumKey> & { readonly [sum in SumKey]: { readonly [currency: string]: string } };
type SumKey = (typeof sumKeys)[number];
export type StoredResult = Omit<ReplayResult, 'current' | 'draft'> & {
  readonly current: StoredTally;
  readonly draft: StoredTally | null;
};

const sumKeys = ['fees', 'compensation', 'interest'] as const;

export function resultFromStored(stored: StoredResult): ReplayResult {
  return {
    ...stored,
    current: tallyFromStored(stored.current),
    draft: stored.draft === null ? null : tallyFromStored(stored.draft),
  };
}

export function storedResult(result: ReplayResult): StoredResult {
  return {
    ...result,
    current: storedTally(result.current),
    draft: result.draft === null ? null : storedTally(result.draft),
  };
}

function tallyFromStored(stored: StoredTally): ReplayTally {
  return { ...stored, ...sums(stored, (minor: string) => BigInt(minor)) };
}

function storedTally(tally: ReplayTally): StoredTally {
  return { ...tally, ...sums(tally, (minor: bigint) => minor.toString()) };
}

function sums<From, To>(
  of: { readonly [sum in SumKey]: { readonly [currency: string]: From } },
  as: (minor: From) => To,
): { [sum in SumKey]: { [currency: string]: To } } {
  const each = (sum: SumKey) =>
    Object.fromEntries(Object.entries(of[sum]).map(([currency, minor]) => [currency, as(minor)]));
  return { fees: each('fees'), compensation: each('compensation'), interest: each('interest') };
}
