import type { PositionRow } from './store-facts.ts';

/** Where an invoice of a letter stands. Throws when it stands nowhere: a line is made from a position. */
export function positionOf(positions: readonly PositionRow[], invoiceId: string): PositionRow {
  const position = positions.find((each) => each.invoiceId === invoiceId);
  if (!position) throw new Error('a line without a position');
  return position;
}
