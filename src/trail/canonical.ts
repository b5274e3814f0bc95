/**
 * What is hashed: stored bytes of a versioned form, never a value serialised again. Changing the form means a new version.
 */
import { sha256 } from '../values/secrets.ts';

export const canonicalVersion = 1;

export type TrailRow = {
  readonly id: number;
  readonly caseId: string | null;
  readonly debtorId: string | null;
  readonly what: string;
  readonly subjectId: string | null;
  readonly details: unknown;
  readonly at: string;
  readonly recordedAt: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly privateHash: string | null;
};

/** Version 1: a JSON array in this order, object keys sorted. */
export function canonicalBytes(row: TrailRow): string {
  return JSON.stringify([
    row.id,
    row.caseId,
    row.debtorId,
    row.what,
    row.subjectId,
    withSortedKeys(row.details),
    row.at,
    row.recordedAt,
    row.actorKind,
    row.actorId,
    row.privateHash,
  ]);
}

export const firstHash = '0'.repeat(64);

/** The link of the chain at `seq`: binds version, creditor, place, the link before and the bytes. */
export function linkHash(
  version: number,
  creditorId: string,
  seq: number,
  previousHash: string,
  bytes: string,
): string {
  return sha256(`${version}\n${creditorId}\n${seq}\n${previousHash}\n${bytes}`);
}

/** What stands in the trail for a private body: its hash under a salt of its own. */
export function privateHash(salt: string, body: unknown): string {
  return sha256(`${salt}\n${JSON.stringify(withSortedKeys(body))}`);
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, withSortedKeys(each)]),
  );
}
