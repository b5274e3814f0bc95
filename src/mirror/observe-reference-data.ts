import type { Work } from '../db/work.ts';
import type { EmployeeRow, PaymentTermsRow } from './port.ts';
import { upsertEmployees, upsertPaymentTerms } from './store-reference.ts';

/**
 * Payment terms and employees as the books list them; null where they could not be read. Those that are not listed any
 * more stay, for old invoices and customers still name them.
 */
export async function observeReferenceData(
  work: Work,
  read: { readonly terms: readonly PaymentTermsRow[] | null; readonly employees: readonly EmployeeRow[] | null },
): Promise<void> {
  if (read.terms) await upsertPaymentTerms(work, read.terms);
  if (read.employees) await upsertEmployees(work, read.employees);
}
