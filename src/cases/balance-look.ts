/** Which debtors the books are asked for at once, each with its customer number and all that is open of it, and whom they answered for. */
import { invoiceKey, type Keyed } from '../mirror/invoice-key.ts';
import type { LiveLook } from '../mirror/look-up-live.ts';

export type Asked = { readonly debtorId: string; readonly number: string; readonly keys: readonly string[] };

/** `numbers`: the customer number of each debtor that has one. `open`: everything open of them. */
export function askedOf(
  numbers: ReadonlyMap<string, string>,
  open: readonly (Keyed & { readonly debtorId: string })[],
): Asked[] {
  const items = Map.groupBy(open, (invoice) => invoice.debtorId);
  return [...numbers].map(([debtorId, number]) => ({
    debtorId,
    number,
    keys: (items.get(debtorId) ?? []).map(invoiceKey),
  }));
}

/** Those of whom the books told both the balance and every open item: only of them can the two be held against each other. */
export function answeredFor(asked: readonly Asked[], look: LiveLook): string[] {
  const numbers = new Set(look.customers.rows.map((row) => row.number));
  const keys = new Set(look.invoices.rows.map(invoiceKey));
  return asked
    .filter(({ number, keys: items }) => numbers.has(number) && items.every((key) => keys.has(key)))
    .map(({ debtorId }) => debtorId);
}
