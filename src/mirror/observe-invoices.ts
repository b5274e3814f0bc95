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
import { saysTheSame, understandInvoice } from './invoice-card.ts';
import type { InvoiceWrite, MirroredDebtor, MirroredInvoice } from './mirrored.ts';
import { newSettlements } from './new-settlements.ts';
import type { InvoiceRow } from './port.ts';
import { type MatchReading, oncePerKey, type Reading } from './reading.ts';
import { refuseRows } from './refuse-rows.ts';
import { debtorsByNumber } from './store-debtors.ts';
import { replaceMatches } from './store-entries.ts';
import { insertInvoices, invoicesByNumber, lockInvoicesByNumber, updateInvoices } from './store-invoices.ts';
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
  const rows = oncePerKey(reading.rows, (row) => row.number);
  const numbers = rows.map((row) => row.number);
  const atFirst = await invoicesByNumber(work, numbers);
  const renumbered = await followRenumbering(work, rows, atFirst, reading.asOf);
  const mirrored = renumbered.length === 0 ? atFirst : await invoicesByNumber(work, numbers);
  const debtors = await debtorsByNumber(work, [...new Set(rows.map((row) => row.customerNumber))]);
  const terms = await readPaymentTerms(work);

  const understood = rows.map((row) => {
    const itsTerms = row.paymentTermsNumber === null ? undefined : terms.get(row.paymentTermsNumber);
    return understandInvoice(row, mirrored.get(row.number), debtors.get(row.customerNumber), itsTerms ?? null);
  });
  const refused = understood.filter((one) => one.kind === 'refused').map((one) => one.refusedRow);
  const refusedNumbers = new Set(refused.map((row) => row.key));
  const differing = understood
    .filter((one) => one.kind === 'write')
    .map((one) => one.write)
    .filter((write) => !saysTheSame(mirrored.get(write.row.number), write));

  const changes = differing.length === 0 ? [] : await write(work, { differing, mirrored, debtors, matches, reading });
  if (matches.asked.length > 0) await replaceMatches(work, matches);
  await refuseRows(work, 'invoice', {
    readKeys: numbers.filter((number) => !refusedNumbers.has(number)),
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
  const known = differing.map((one) => one.row.number).filter((number) => mirrored.has(number));
  const locked = await lockInvoicesByNumber(work, known);
  const settlements = await newSettlements(work, known, matches);

  const home = homeCountry(creditor.country, creditor.baseCurrency);
  const fresh = differing
    .filter((one) => !mirrored.has(one.row.number))
    .map((one) => ({
      ...one,
      market: countryFromText(debtors.get(one.row.customerNumber)?.country ?? null, home),
    }));
  const updates = differing.filter((one) => {
    const before = locked.get(one.row.number);
    return before !== undefined && before.readAt <= reading.asOf;
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
      after: { remainderMinor: one.row.remainderMinor, dueDay: one.dueDay },
      settlements: settlements.get(one.row.number) ?? [],
      today,
    });
  return [
    ...fresh.filter((one) => ids.has(one.row.number)).flatMap((one) => changeOf(one, null, ids.get(one.row.number)!)),
    ...updates.flatMap((one) => {
      const before = locked.get(one.row.number)!;
      return changeOf(one, before, before.id);
    }),
  ];
}
