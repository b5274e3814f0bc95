import { creditorToday } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import type { Instant } from '../values/day.ts';
import { deletedInvoice, type InvoiceChange } from './difference.ts';
import { lockInvoicesByKey, settleInvoices } from './store-invoices.ts';

/**
 * Invoices and claims, by key, that the books were asked for and do not have: nothing is left of them. What a read later than
 * `asOf` (wall time) has seen stays.
 */
export async function observeDeleted(work: Work, keys: readonly string[], asOf: Instant): Promise<InvoiceChange[]> {
  const today = await creditorToday(work);
  const locked = await lockInvoicesByKey(work, keys);

  const deleted = [...locked.values()].filter((each) => each.remainderMinor !== 0n && each.readAt <= asOf);

  await settleInvoices(
    work,
    deleted.map((each) => each.id),
    asOf,
  );
  return deleted.map((each) => deletedInvoice(each, today));
}
