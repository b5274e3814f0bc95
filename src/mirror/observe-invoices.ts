/**
 * Invoices as the books show them now, into the mirror, and what that changed. An answer older than what the mirror has
 * changes nothing, so that a slow poll cannot undo what a live look-up saw. Invoices are locked here in the order of
 * their ids; whoever locks cases does it after. The trail is told by whoever reacts to the changes, in the same
 * transaction.
 */
import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { dayIn } from '../values/day.ts';
import { countryFromText, homeCountry } from './country.ts';
import { type Change, differenceOfInvoice, type InvoiceChange } from './difference.ts';
import { followRenumbering } from './follow-renumbering.ts';
import { saysTheSame, understandInvoices } from './invoice-card.ts';
import { invoiceKey } from './invoice-key.ts';
import type { InvoiceWrite, MirroredDebtor, MirroredInvoice } from './mirrored.ts';
import { newSettlements } from './new-settlements.ts';
import type { InvoiceRow } from './port.ts';
import { type MatchReading, oncePerKey, type Reading } from './reading.ts';
import { refuseRows } from './refuse-rows.ts';
import { debtorsByNumber } from './store-debtors.ts';
import { replaceMatches } from './store-entries.ts';
import { insertInvoices, invoicesByKey, lockInvoicesByKey, updateInvoices } from './store-invoices.ts';
import { readPaymentTerms } from './store-reference.ts';
import { readSince } from './store-state.ts';

/**
 * `matches`, where they were asked for (look-closer.ts), say which payments a debt shrank by; without them the value day
 * is today. Rows that say what the mirror says cost a read and no write.
 */
export async function observeInvoices(
  work: Work,
  reading: Reading<InvoiceRow>,
  matches: MatchReading = { asked: [], pairs: [] },
): Promise<Change[]> {
  // A pull that began later has read all of it since: neither what was settled nor an old number comes back.
  if (await readSince(work, reading.asOf)) return [];
  const rows = oncePerKey(reading.rows, invoiceKey);
  const keys = rows.map(invoiceKey);
  const atFirst = await invoicesByKey(work, keys);
  const renumbered = await followRenumbering(work, rows, atFirst, reading.asOf);
  const mirrored = renumbered.length === 0 ? atFirst : await invoicesByKey(work, keys);
  const debtors = await debtorsByNumber(work, [...new Set(rows.map((row) => row.customerNumber))]);
  const terms = await readPaymentTerms(work);

  const understood = understandInvoices(rows, { mirrored, debtors, terms });
  const refused = understood.filter((one) => one.kind === 'refused').map((one) => one.refusedRow);
  const refusedKeys = new Set(refused.map((row) => row.key));
  const differing = understood
    .filter((one) => one.kind === 'write')
    .map((one) => one.write)
    .filter((write) => !saysTheSame(mirrored.get(invoiceKey(write.row)), write));

  const changes = differing.length === 0 ? [] : await write(work, { differing, mirrored, debtors, matches, reading });
  if (matches.asked.length > 0) await replaceMatches(work, matches);
  await refuseRows(work, 'invoice', {
    readKeys: keys.filter((key) => !refusedKeys.has(key)),
    refusedRows: [...reading.refusedRows, ...refused],
  });
  return [...renumbered, ...changes];
}

type Differing = {
  readonly differing: readonly InvoiceWrite[];
  readonly mirrored: ReadonlyMap<string, MirroredInvoice>;
  readonly debtors: ReadonlyMap<string, MirroredDebtor>;
  readonly matches: MatchReading;
  readonly reading: Reading<InvoiceRow>;
};

/** Writes what differs, and says how: compared again with the locked rows, for somebody may have been quicker. */
async function write(work: Work, { differing, mirrored, debtors, matches, reading }: Differing) {
  const creditor = await readCreditor(work);
  const known = differing.map((one) => invoiceKey(one.row)).filter((key) => mirrored.has(key));
  const locked = await lockInvoicesByKey(work, known);
  const settlements = await newSettlements(work, known, matches);

  const home = homeCountry(creditor.country, creditor.baseCurrency);
  const fresh = differing
    .filter((one) => !mirrored.has(invoiceKey(one.row)))
    .map((one) => ({
      ...one,
      market: countryFromText(debtors.get(one.row.customerNumber)?.country ?? null, home),
    }));
  const updates = differing.flatMap((one) => {
    const before = locked.get(invoiceKey(one.row));
    return before !== undefined && before.readAt <= reading.asOf ? [{ ...one, id: before.id, before }] : [];
  });

  const ids = await insertInvoices(work, fresh, reading.asOf);
  await updateInvoices(work, updates, reading.asOf);

  const today = dayIn(work.now, creditor.timeZone);
  const changeOf = (one: InvoiceWrite, before: MirroredInvoice | null, invoiceId: string): InvoiceChange[] =>
    differenceOfInvoice({
      invoiceId,
      debtorId: one.debtorId,
      currency: one.row.currency,
      day: one.row.day,
      before,
      after: { remainderMinor: one.row.remainderMinor, grossMinor: one.row.grossMinor, dueDay: one.dueDay },
      settlements: settlements.get(invoiceKey(one.row)) ?? [],
      today,
    });
  return [
    ...fresh
      .filter((one) => ids.has(invoiceKey(one.row)))
      .flatMap((one) => changeOf(one, null, ids.get(invoiceKey(one.row))!)),
    ...updates.flatMap((one) => changeOf(one, one.before, one.id)),
  ];
}
