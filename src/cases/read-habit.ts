import { creditorToday } from '../creditors/store.ts';
import { readSetting } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { habitDays, habitOf, type PaymentHabit } from '../ladder/payment-habit.ts';
import { pastDebts } from '../mirror/store-past.ts';
import { dayPlus } from '../values/day.ts';

/** How one debtor has paid over the months the creditor's rule looks at. Writes nothing. */
export async function readHabit(
  work: Work,
  debtorId: string,
): Promise<{ readonly habit: PaymentHabit; readonly months: number }> {
  const { months } = await readSetting(work, 'segments');
  const today = await creditorToday(work);
  const debts = await pastDebts(work, [debtorId], dayPlus(today, -habitDays(months)));

  return { habit: habitOf(debts, today), months };
}
