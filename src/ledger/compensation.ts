/**
 * Compensation for the cost of recovery: one fixed sum per invoice, claimed once, when a letter that states it is accepted.
 * How it stands beside reminder fees is the market's: on top of them (Denmark), instead of them (Sweden, lag (1981:739)
 * § 4 a), or less what was claimed as fees (Norway, Finland).
 */
import type { Day } from '../values/day.ts';
import { sum } from '../values/money.ts';
import { feeCause, feeReversalCause, reverseFee } from './fee.ts';
import type { Transaction } from './posting.ts';

export type AgainstFees = 'on-top' | 'replaces' | 'net';

/** A fee that was claimed by a letter which listed the invoice, and was not taken back. */
export type FeeBefore = { readonly letterId: string; readonly amountMinor: bigint };

export type CompensationToClaim = {
  /** Minor units; 0 when there is nothing to claim. */
  readonly amountMinor: bigint;
  /** Letters whose fees it takes the place of: they are taken back with it. */
  readonly instead: readonly string[];
};

/** How much may be claimed for an invoice beside the fees before: what a letter states is worked out here. */
export function compensationBesideFees(rule: {
  readonly amountMinor: bigint;
  readonly againstFees: AgainstFees;
  readonly feesBefore: readonly FeeBefore[];
}): CompensationToClaim {
  const { amountMinor, againstFees, feesBefore } = rule;
  if (againstFees === 'on-top') return { amountMinor, instead: [] };
  if (againstFees === 'replaces') return { amountMinor, instead: feesBefore.map((fee) => fee.letterId) };
  const left = amountMinor - sum(feesBefore.map((fee) => fee.amountMinor));
  return { amountMinor: left > 0n ? left : 0n, instead: [] };
}

/**
 * The claim, and the fees it takes the place of taken back. Nothing where the invoice's compensation stands already: once
 * per invoice, whichever letter states it. Two letters at once have one cause and so post once. After a letter that came
 * back it may be claimed anew. `valueDay` is the day the letter left.
 */
export function claimCompensation(claim: {
  readonly invoiceId: string;
  readonly amountMinor: bigint;
  readonly instead: readonly string[];
  readonly valueDay: Day;
  /** The case's ledger before it. */
  readonly transactions: readonly Transaction[];
}): Transaction[] {
  const { invoiceId, amountMinor, valueDay, transactions } = claim;
  const { claims, reversals } = postedFor(invoiceId, transactions);
  if (amountMinor <= 0n || claims.length > reversals) return [];
  const reversed = claim.instead.flatMap((letterId) => takenBack(letterId, valueDay, transactions));
  const cause = compensationCause(invoiceId, claims.length + 1);
  return [transactionOf(cause, 'compensation-claimed', invoiceId, amountMinor, valueDay), ...reversed];
}

/** Takes an invoice's compensation back: the letter that stated it could not arrive. Null when there is none to take. */
export function reverseCompensation(reversal: {
  readonly invoiceId: string;
  readonly valueDay: Day;
  readonly transactions: readonly Transaction[];
}): Transaction | null {
  const { invoiceId, valueDay } = reversal;
  const { claims, reversals } = postedFor(invoiceId, reversal.transactions);
  const last = claims.at(-1);
  if (!last || claims.length === reversals) return null;
  const amountMinor = sum(last.postings.filter((each) => each.account === 'compensation').map((e) => e.amountMinor));
  const cause = `compensation-reversed:${invoiceId}:${claims.length}`;
  return transactionOf(cause, 'compensation-reversed', invoiceId, -amountMinor, valueDay);
}

/** The first claim of an invoice, and the one after a first that was taken back. */
function compensationCause(invoiceId: string, time: number): string {
  return time === 1 ? `compensation:${invoiceId}` : `compensation:${invoiceId}:${time}`;
}

function postedFor(invoiceId: string, transactions: readonly Transaction[]) {
  const about = ({ postings }: Transaction) => postings.some((posting) => posting.invoiceId === invoiceId);
  const claims = transactions.filter((each) => each.reason === 'compensation-claimed' && about(each));
  const reversals = transactions.filter((each) => each.reason === 'compensation-reversed' && about(each)).length;
  return { claims, reversals };
}

/** The fee of a letter as it stands in the ledger, taken back; nothing where it stands no more. */
function takenBack(letterId: string, valueDay: Day, transactions: readonly Transaction[]): Transaction[] {
  if (transactions.some((each) => each.cause === feeReversalCause(letterId))) return [];
  const claim = transactions.find((each) => each.cause === feeCause(letterId));
  if (!claim) return [];
  const amountMinor = sum(claim.postings.filter((each) => each.account === 'fee').map((each) => each.amountMinor));
  return [reverseFee({ letterId, amountMinor, valueDay })];
}

function transactionOf(
  cause: string,
  reason: 'compensation-claimed' | 'compensation-reversed',
  invoiceId: string,
  amountMinor: bigint,
  valueDay: Day,
): Transaction {
  return {
    cause,
    reason,
    postings: [
      { account: 'compensation', invoiceId, amountMinor, valueDay },
      { account: 'claimed', invoiceId, amountMinor: -amountMinor, valueDay },
    ],
  };
}
