/**
 * A booked invoice never goes over to another customer. When the books show a mirrored one under another customer
 * number, it is the customer that was renumbered: the debtor takes the new number over, with the card and the new
 * invoices that came under that number meanwhile. Two customers may also have changed places.
 */
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import type { DebtorChange } from './difference.ts';
import { invoiceKey } from './invoice-key.ts';
import type { MirroredInvoice } from './mirrored.ts';
import type { InvoiceRow } from './port.ts';
import { customerNumbers } from './store-debtors.ts';
import { moveNumbers, numbersHeld } from './store-renumber.ts';

export async function followRenumbering(
  work: Work,
  rows: readonly InvoiceRow[],
  mirrored: ReadonlyMap<string, MirroredInvoice>,
  asOf: Instant,
): Promise<DebtorChange[]> {
  const known = rows.filter((row) => mirrored.has(invoiceKey(row)) && mirrored.get(invoiceKey(row))!.readAt <= asOf);
  const numberOf = await customerNumbers(work, [
    ...new Set(known.map((row) => mirrored.get(invoiceKey(row))!.debtorId)),
  ]);
  const moved = new Map<string, { number: string; provedAt: Instant }>();
  for (const row of known) {
    const { debtorId, firstSeenAt } = mirrored.get(invoiceKey(row))!;
    if (numberOf.get(debtorId) === row.customerNumber) continue;
    const provedAt = earlierInstant(moved.get(debtorId)?.provedAt, firstSeenAt);
    moved.set(debtorId, { number: row.customerNumber, provedAt });
  }
  if (moved.size === 0) return [];
  const held = await numbersHeld(
    work,
    [...moved.values()].map((one) => one.number),
  );

  const moves = [...moved].map(([debtorId, { number, provedAt }]) => {
    const holder = held.get(number);
    // A holder that came later than an invoice now under its number never was anybody else.
    return {
      debtorId,
      number,
      heldBy: holder?.debtorId ?? null,
      absorbs: holder !== undefined && holder.since > provedAt,
    };
  });

  await moveNumbers(work, moves, asOf);
  return moves.map(({ debtorId, number }) => {
    const numberBefore = numberOf.get(debtorId) ?? null;
    return { about: 'debtor', debtorId, kind: 'renumbered', numberBefore, number };
  });
}

function earlierInstant(one: Instant | undefined, other: Instant): Instant {
  return one !== undefined && one < other ? one : other;
}
