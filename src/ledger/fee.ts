/** The reminder fee of one letter: claimed when the provider accepts the letter, taken back when it cannot arrive. */
import type { Day } from '../values/day.ts';
import type { Transaction } from './posting.ts';

export type FeeOfLetter = { readonly letterId: string; readonly amountMinor: bigint; readonly valueDay: Day };

/** The claim; the value day is the day the letter was sent. A fee of nothing is not posted: the caller does not ask. */
export function claimFee(fee: FeeOfLetter): Transaction {
  return feeTransaction(feeCause(fee.letterId), 'fee-claimed', fee.amountMinor, fee.valueDay);
}

/** Takes the whole fee of a letter back. `valueDay` is the day it turned out that the letter could not arrive. */
export function reverseFee(fee: FeeOfLetter): Transaction {
  return feeTransaction(feeReversalCause(fee.letterId), 'fee-reversed', -fee.amountMinor, fee.valueDay);
}

/** The cause under which a letter's fee is posted: how a statement finds the letter that carried it. */
export function feeCause(letterId: string): string {
  return `fee:${letterId}`;
}

export function feeReversalCause(letterId: string): string {
  return `fee-reversed:${letterId}`;
}

function feeTransaction(
  cause: string,
  reason: 'fee-claimed' | 'fee-reversed',
  amountMinor: bigint,
  valueDay: Day,
): Transaction {
  return {
    cause,
    reason,
    postings: [
      { account: 'fee', invoiceId: null, amountMinor, valueDay },
      { account: 'claimed', invoiceId: null, amountMinor: -amountMinor, valueDay },
    ],
  };
}
