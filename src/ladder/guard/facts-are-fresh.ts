/**
 * What we know from the books is no older than this question allows: generous in the queue, a minute before sending.
 * Source: "unreachable: wait, never stale facts". Border: exactly at the limit is fresh; wall time, not business time.
 */
import { instantPlus, minute, second } from '../../values/day.ts';
import type { Facts } from '../facts.ts';
import type { Verdict } from '../verdict.ts';
import { go, wait } from '../verdict.ts';

/** How often the books are read anyway: waiting longer than this gains nothing. */
const readingEvery = 15 * minute;

export function factsAreFresh(facts: Facts): Verdict {
  const longest = facts.creditor.factsMaxAgeSeconds * second;
  const until = instantPlus(facts.now, Math.min(longest, readingEvery));
  if (facts.booksReadAt === null) return wait(until, { code: 'never-read' });
  const age = facts.wallNow.getTime() - facts.booksReadAt.getTime();
  return age <= longest ? go : wait(until, { code: 'stale', ageSeconds: Math.floor(age / second) });
}
