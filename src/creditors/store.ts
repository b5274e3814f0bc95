import { eq } from 'drizzle-orm';
import type { Work } from '../db/work.ts';
import { type Day, dayIn } from '../values/day.ts';
import { isCurrency } from '../values/money.ts';
import type { Claimant, Creditor, CreditorProfile } from './creditor.ts';
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
    claimant: { email: row.claimEmail, name: row.claimName },
  };
}

/** False when another install of the same books was quicker. */
export async function insertCreditor(work: Work, profile: CreditorProfile, claimant: Claimant): Promise<boolean> {
  const rows = await work.tx
    .insert(creditors)
    .values({ id: work.creditorId, createdAt: work.now, ...columnsOf(profile, claimant) })
    .onConflictDoNothing()
    .returning({ id: creditors.id });
  return rows.length > 0;
}

/** What the books say of the creditor now. */
export async function updateCreditor(work: Work, profile: CreditorProfile, claimant: Claimant): Promise<void> {
  await work.tx.update(creditors).set(columnsOf(profile, claimant)).where(eq(creditors.id, work.creditorId));
}

/** Until the work ends, nobody else adds or ends members here. */
export async function lockMembership(work: Work): Promise<void> {
  await work.tx.select({ id: creditors.id }).from(creditors).where(eq(creditors.id, work.creditorId)).for('update');
}

function columnsOf({ bank, ...rest }: CreditorProfile, claimant: Claimant) {
  return {
    ...rest,
    bankName: bank.name,
    bankSortCode: bank.sortCode,
    bankAccount: bank.account,
    claimEmail: claimant.email,
    claimName: claimant.name,
  };
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

export async function updateTimeZone(work: Work, timeZone: string): Promise<void> {
  await work.tx.update(creditors).set({ timeZone }).where(eq(creditors.id, work.creditorId));
}
