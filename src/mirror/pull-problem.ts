/** Why a pull was not whole, in words, and when to try again. */
import { minute } from '../values/day.ts';
import type { Outcome } from '../values/outcome.ts';
import type { BookkeepingRefusal } from './port.ts';

export type PullRefusal = BookkeepingRefusal | { readonly code: 'no-grant' | 'under-way' };

/** How often the books are read when all is well. */
export const pollEvery = 15 * minute;

/** A sentence for the desk, without personal data. */
export function problemInWords(outcome: Exclude<Outcome<unknown, PullRefusal>, { kind: 'done' }>): string {
  if (outcome.kind === 'unknown') return `The accounting system did not answer (${outcome.why}).`;
  const { refusal } = outcome;
  switch (refusal.code) {
    case 'no-grant':
      return 'There is no grant to read the books with.';
    case 'under-way':
      return 'The books are being read already.';
    case 'grant-revoked':
      return 'The grant to read the books was taken back.';
    case 'app-refused':
      return 'The accounting system refuses Rykker itself, not your grant. Whoever runs this Rykker has been told.';
    case 'not-permitted':
      return `The grant does not cover this: ${refusal.what}.`;
    case 'slow-down':
      return 'The accounting system asked us to slow down.';
    case 'not-found':
      return 'The accounting system does not know what it was asked for.';
    case 'malformed':
      return `The accounting system answered in a way we do not understand: ${refusal.what}.`;
  }
}

/** The books are closed to us altogether: no other question of this pull would be answered either. */
export function closesTheBooks(outcome: Outcome<unknown, PullRefusal>): boolean {
  return outcome.kind === 'refused' && ['grant-revoked', 'app-refused'].includes(outcome.refusal.code);
}

/**
 * After the first failure 5 minutes, then twice as long each time, at most an hour; never before the books asked us to.
 * `spread`, from 0 to 1, makes it up to a fifth longer: those who failed together do not come back together.
 */
export function retryAfter(failures: number, outcome: Outcome<unknown, PullRefusal>, spread = 0): number {
  const backOff = Math.min(5 * minute * 2 ** (failures - 1), 60 * minute) * (1 + spread / 5);
  const slowDown =
    outcome.kind === 'refused' && outcome.refusal.code === 'slow-down' ? outcome.refusal.retryAfterMs : 0;
  return Math.max(backOff, slowDown);
}
