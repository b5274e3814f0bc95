import { readCreditor } from '../creditors/store.ts';
import type { Work } from '../db/work.ts';
import { countryFromText, homeCountry } from './country.ts';
import { readDebtor } from './store-debtors.ts';
import { updateMarket } from './store-invoices.ts';

/**
 * The law that rules a debtor's open invoices, as a member says it; null: that of the debtor's country again. Settled
 * invoices keep the law they were claimed under. Answers on how many invoices that changed something.
 */
export async function setMarket(work: Work, debtorId: string, market: string | null): Promise<number> {
  const creditor = await readCreditor(work);
  const debtor = await readDebtor(work, debtorId);

  const home = homeCountry(creditor.country, creditor.baseCurrency);
  const ruling = market ?? countryFromText(debtor?.country ?? null, home);

  return updateMarket(work, debtorId, ruling);
}
