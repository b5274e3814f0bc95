/**
 * An admin has switched sending on, nothing is halted, and the rungs of this letter are on.
 * Source: "ships off"; "restore never resends". Border: whether an admin approved this very letter is admin-said-yes's.
 */
import type { Facts } from '../facts.ts';
import { rungOf } from '../rungs.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go, stop } from '../verdict.ts';

export function creditorAllows(facts: Facts): Verdict {
  const { creditor, letter } = facts;
  if (creditor.halted !== null) return ask({ code: 'halted', why: creditor.halted });
  if (!creditor.sendingOn) return ask({ code: 'sending-off' });
  const rungs = [letter.rung, ...letter.lines.map((line) => line.rung)];
  const off = rungs.find((name) => !rungOf(creditor.ladder, name)?.on);
  return off ? stop({ code: 'rung-off', rung: off }) : go;
}
