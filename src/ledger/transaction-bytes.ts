/**
 * What the ledger's chain hashes: a transaction with all its entries, as stored bytes of a versioned form. Changing the
 * form means a new version. Every column of both tables is in it, so that no change of any of them goes unseen.
 */

export const transactionVersion = 1;

/** One entry: id, case, invoice, account, minor units, currency, value day, recorded at (UTC, to the microsecond). */
export type EntryFields = readonly [
  id: string,
  caseId: string,
  invoiceId: string | null,
  account: string,
  amountMinor: string,
  currency: string,
  valueDay: string,
  recordedAt: string,
];

export type StoredTransaction = {
  readonly id: string;
  readonly caseId: string;
  readonly cause: string;
  readonly reason: string;
  readonly recordedAt: string;
  readonly actorKind: string;
  readonly actorId: string;
  /** In the order of their ids. */
  readonly entries: readonly EntryFields[];
};

/** Version 1: a JSON array in this order, the entries last. */
export function transactionBytes(transaction: StoredTransaction): string {
  const { id, caseId, cause, reason, recordedAt, actorKind, actorId, entries } = transaction;
  return JSON.stringify(['transaction', id, caseId, cause, reason, recordedAt, actorKind, actorId, entries]);
}
