/**
 * What a payment is set against first. Every market we know puts costs and interest before principal where nothing else is
 * agreed, so a creditor's own choice can only be kinder.
 */

export const allocationOrders = ['costs-interest-principal', 'principal-first'] as const;
export type AllocationOrder = (typeof allocationOrders)[number];

export const allocationChoices = ['by-law', ...allocationOrders] as const;
export type AllocationChoice = (typeof allocationChoices)[number];

/** By market: the order, and where it stands. Denmark, Norway and Finland have it from practice and general principles. */
const byLaw: { readonly [market: string]: { readonly order: AllocationOrder; readonly paragraph: string } } = {
  DK: { order: 'costs-interest-principal', paragraph: 'dansk rets almindelige regler (practice)' },
  SE: { order: 'costs-interest-principal', paragraph: 'handelsbalken 9 kap. 5 §' },
  NO: { order: 'costs-interest-principal', paragraph: 'alminnelige obligasjonsrettslige regler (practice)' },
  FI: { order: 'costs-interest-principal', paragraph: 'kauppakaari 9:5' },
  DE: { order: 'costs-interest-principal', paragraph: 'BGB § 367(1)' },
  NL: { order: 'costs-interest-principal', paragraph: 'BW art. 6:44(1)' },
  GB: { order: 'costs-interest-principal', paragraph: 'common law: interest before principal' },
};

/** The order that rules payments on a case whose invoices are under a market's law. */
export function allocationOrder(choice: AllocationChoice, market: string): AllocationOrder {
  return choice === 'by-law' ? (byLaw[market]?.order ?? 'principal-first') : choice;
}
