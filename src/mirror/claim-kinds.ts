import type { BookEntryRow } from './port.ts';

/** Lines of the debtor ledger that are owed, or (negative) a credit, without a booked invoice behind them. */
export function isClaim(kind: BookEntryRow['kind']): kind is 'manual-invoice' | 'opening' {
  return kind === 'manual-invoice' || kind === 'opening';
}
