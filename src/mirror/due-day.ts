/** The day an invoice falls due where the books do not say it: worked out from its payment terms. */
import { type Day, dayPlus, weekdayOf } from '../values/day.ts';
import type { PaymentTermsRow } from './port.ts';

/**
 * The due day by the terms, or null when they do not tell ("dueDate" without a date, terms nobody knows). The kinds are
 * e-conomic's paymentTermsType; terms that are paid on the spot fall due on the invoice's own day.
 */
export function dueDayByTerms(day: Day, terms: Pick<PaymentTermsRow, 'type' | 'days'> | null): Day | null {
  if (terms === null) return null;
  switch (terms.type) {
    case 'net':
      return terms.days === null ? null : dayPlus(day, terms.days);
    case 'invoiceMonth':
      return dayPlus(lastOfMonth(day), terms.days ?? 0);
    case 'invoiceWeekStartingMonday':
      return dayPlus(day, 7 - weekdayOf(day) + (terms.days ?? 0));
    case 'invoiceWeekStartingSunday':
      // The last day of such a week is Saturday; a Sunday begins the next one.
      return dayPlus(day, 6 - (weekdayOf(day) % 7) + (terms.days ?? 0));
    case 'paidInCash':
    case 'prepaid':
    case 'creditcard':
    case 'factoring':
      return dayPlus(day, terms.days ?? 0);
    default:
      return null;
  }
}

function lastOfMonth(day: Day): Day {
  const date = Temporal.PlainDate.from(day);
  return date.with({ day: date.daysInMonth }).toString();
}
