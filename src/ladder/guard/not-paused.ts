/**
 * A debtor left out by hand, and a case somebody has paused or snoozed, rest.
 * Source: the creditor's own word. Border: a rest with an end waits for it by itself; on that day it is over.
 */
import type { Facts } from '../facts.ts';
import { holdAmong, openingFor } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go, wait } from '../verdict.ts';

export function notPaused(facts: Facts): Verdict {
  const since = facts.debtor.excludedSince;
  if (since !== null) return ask({ code: 'left-out', since });
  const hold = holdAmong(facts, 'pause', 'snooze');
  if (!hold) return go;
  if (hold.until === null) return ask({ code: hold.kind, since: hold.sinceDay });
  return wait(openingFor(facts, hold.until), { code: hold.kind, since: hold.sinceDay, until: hold.until });
}
