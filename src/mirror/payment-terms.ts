/** Which payment terms must not be chased, whatever is left on the invoice. */
import type { PaymentTermsRow } from './port.ts';

/**
 * Why invoices on these terms are not ours to chase, or null when they are.
 * - factoring: the claim is sold, another owns it.
 * - paidInCash, creditcard, prepaid: the money was taken on the spot or before; a rest is a booking that is missing.
 */
export const reasonsNotToChase = ['factoring', 'paidInCash', 'prepaid', 'creditcard'] as const;
export type ReasonNotToChase = (typeof reasonsNotToChase)[number];

/** `decided`: what the creditor has said of these very terms; it goes before what their kind says. */
export function paymentTermsThatForbid(
  terms: Pick<PaymentTermsRow, 'type'> | null,
  decided?: 'chase' | 'leave',
): ReasonNotToChase | 'left-alone' | null {
  if (decided !== undefined) return decided === 'chase' ? null : 'left-alone';
  return reasonsNotToChase.find((reason) => reason === terms?.type) ?? null;
}
