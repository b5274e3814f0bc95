import { eq } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { type Day, dayIn } from '../values/day.ts';
import { isCurrency } from '../values/money.ts';
import type { Creditor, CreditorProfile } from './creditor.ts';
import { creditors } from './tables.ts';

/** The creditor whose work this is. */
export async function readCreditor(work: Work): Promise<Creditor> {
  const [row] = await work.tx.select().from(creditors).where(eq(creditors.id, work.creditorId));
  if (!row) throw new Error('there is no such creditor');
  if (!isCurrency(row.baseCurrency)) throw new Error('a creditor with a base currency we cannot count in');
  return {
    id: row.id,
    system: row.system,
    agreementNumber: row.agreementNumber,
    name: row.name,
    companyNumber: row.companyNumber,
    address: row.address,
    country: row.country,
    email: row.email,
    phone: row.phone,
    baseCurrency: row.baseCurrency,
    timeZone: row.timeZone,
    bank: { name: row.bankName, sortCode: row.bankSortCode, account: row.bankAccount },
    claimEmail: row.claimEmail,
  };
}

export async function insertCreditor(work: Work, profile: CreditorProfile, claimEmail: string | null): Promise<void> {
  await work.tx
    .insert(creditors)
    .values({ id: work.creditorId, createdAt: work.now, claimEmail, ...columnsOf(profile) });
}

/** What the books say of the creditor now. Its key and its base currency do not change. */
export async function updateCreditor(work: Work, profile: CreditorProfile, claimEmail: string | null): Promise<void> {
  await work.tx
    .update(creditors)
    .set({ claimEmail, ...columnsOf(profile) })
    .where(eq(creditors.id, work.creditorId));
}

function columnsOf(profile: CreditorProfile) {
  const { bank, ...rest } = profile;
  return { ...rest, bankName: bank.name, bankSortCode: bank.sortCode, bankAccount: bank.account };
}

/** What day it is where the creditor is. */
export async function creditorToday(work: Work): Promise<Day> {
  const [row] = await work.tx
    .select({ timeZone: creditors.timeZone })
    .from(creditors)
    .where(eq(creditors.id, work.creditorId));
  if (!row) throw new Error('there is no such creditor');
  return dayIn(work.now, row.timeZone);
}
