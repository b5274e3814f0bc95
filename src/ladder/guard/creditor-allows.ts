/**
 * An admin has switched sending on, nothing is halted, and the rungs of this letter are on, in the ladder in force or in
 * the one that an invoice's last letter went by.
 * Source: "ships off"; "restore never resends". Border: whether an admin approved this very letter is admin-said-yes's.
 */
import { nthOf, rungFor } from '../climb.ts';
import type { Facts } from '../facts.ts';
import { linesWithInvoices } from '../letter-invoices.ts';
import type { Verdict } from '../verdict.ts';
import { ask, go, stop } from '../verdict.ts';

export function creditorAllows(facts: Facts): Verdict {
  const { creditor } = facts;
  if (creditor.halted !== null) return ask({ code: 'halted', why: creditor.halted });
  if (!creditor.sendingOn) return ask({ code: 'sending-off' });
  const off = linesWithInvoices(facts).find(({ line, invoice }) => !rungFor(creditor.ladder, invoice, line.rung)?.on);
  if (!off) return go;
  return stop({ code: 'rung-off', rung: off.line.rung, nth: nthOf(off.line.rung, off.invoice.climbed) });
}
