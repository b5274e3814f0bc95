/** Our own claims on a letter beside interest: fees of earlier letters, compensation now and before, and how they meet. */
import type { LetterPlan } from '../ladder/letter-plan.ts';
import { kindOf } from '../ladder/rungs.ts';
import { type Balance, balanceOf } from '../ledger/balance.ts';
import { claimCompensation, compensationBesideFees } from '../ledger/compensation.ts';
import type { Transaction } from '../ledger/posting.ts';
import type { Day } from '../values/day.ts';
import { smallest, sum } from '../values/money.ts';
import type { EarlierFee, LetterCompensation } from './letter-content.ts';
import { positionOf } from './position-of.ts';
import type { PositionRow } from './store-facts.ts';
import type { SentLetter } from './store-statement.ts';

/** A letter that left with a fee, and the invoices that bore it. */
export type FeeLetter = {
  readonly letterId: string;
  readonly day: Day;
  readonly minor: bigint;
  readonly invoiceIds: readonly string[];
};

export type OursOnLetter = {
  readonly earlierFees: readonly EarlierFee[];
  readonly compensation: readonly LetterCompensation[];
  readonly earlierCompensationMinor: bigint;
};

/** The letters of a case that left with a fee. */
export function feeLettersOf(letters: readonly SentLetter[]): FeeLetter[] {
  return letters
    .filter((letter) => letter.feeMinor > 0n)
    .map(({ proposalId, sentDay, feeMinor, invoiceIds }) => ({
      letterId: proposalId,
      day: sentDay,
      minor: feeMinor,
      invoiceIds,
    }));
}

/** A nudge carries nothing of ours. */
export function oursOnLetter(
  today: Day,
  plan: LetterPlan,
  positions: readonly PositionRow[],
  balance: Balance,
  ledger: { readonly transactions: readonly Transaction[]; readonly feeLetters: readonly FeeLetter[] },
): OursOnLetter {
  if (kindOf(plan.rung) === 'nudge') return { earlierFees: [], compensation: [], earlierCompensationMinor: 0n };
  const compensation = compensationOn(plan, positions, balance, ledger.feeLetters);
  const replaced = new Set(compensation.flatMap((each) => each.instead));
  const standing = ledger.feeLetters.filter((letter) => !replaced.has(letter.letterId));
  const claims = compensation.flatMap(({ invoiceId, minor, instead }) =>
    claimCompensation({
      invoiceId,
      amountMinor: minor,
      instead,
      valueDay: today,
      transactions: ledger.transactions,
    }),
  );
  const after = claims.length === 0 ? balance : balanceOf([...ledger.transactions, ...claims]);
  return {
    earlierFees: feesOwed(after.feeMinor, standing),
    compensation,
    earlierCompensationMinor: balance.compensationMinor > 0n ? balance.compensationMinor : 0n,
  };
}

/**
 * Beside fees that were claimed before: on top of them, instead of them, or less them. A fee counts once over all
 * invoices of the letter. One that has been paid is not taken back any more; then the compensation is less by it, which
 * is the same money.
 */
function compensationOn(
  plan: LetterPlan,
  positions: readonly PositionRow[],
  balance: Balance,
  feeLetters: readonly FeeLetter[],
): LetterCompensation[] {
  const counted = new Set<string>();
  const unpaid = balance.feeMinor >= sum(feeLetters.map((letter) => letter.minor));
  return plan.compensation.flatMap((planned) => {
    const position = positionOf(positions, planned.invoiceId);
    const feesBefore = feeLetters
      .filter((letter) => letter.invoiceIds.includes(planned.invoiceId) && !counted.has(letter.letterId))
      .map((letter) => ({ letterId: letter.letterId, amountMinor: letter.minor }));
    if (planned.againstFees !== 'on-top') for (const fee of feesBefore) counted.add(fee.letterId);
    const againstFees = planned.againstFees === 'replaces' && !unpaid ? 'net' : planned.againstFees;
    const { amountMinor, instead } = compensationBesideFees({
      amountMinor: planned.amountMinor,
      againstFees,
      feesBefore,
    });
    if (amountMinor <= 0n) return [];
    return [
      {
        invoiceId: planned.invoiceId,
        invoiceNumber: position.number,
        minor: amountMinor,
        instead,
        market: position.market,
        paragraph: planned.paragraph,
      },
    ];
  });
}

/** Which fees of earlier letters are still owed: payments are taken off the oldest first, so the newest remain. */
function feesOwed(feeMinor: bigint, letters: readonly FeeLetter[]): EarlierFee[] {
  const owed: EarlierFee[] = [];
  let left = feeMinor;
  for (const letter of [...letters].sort((a, b) => (a.day < b.day ? 1 : -1))) {
    const minor = smallest(left, letter.minor);
    if (minor <= 0n) break;
    owed.unshift({ day: letter.day, minor });
    left -= minor;
  }
  return owed;
}
