import { readAgeing } from '../cases/read-ageing.ts';
import { askingCount } from '../cases/store-worklist.ts';
import type { Work } from '../db/work.ts';
import { readDebtors } from '../mirror/store-debtors.ts';
import { messagesForPeople } from '../sending/store.ts';

/** How many things stand in the worklist. */
export async function countQuiet(work: Work, salesPerson: number | null): Promise<number> {
  const [asking, ageing, unknown] = await Promise.all([
    askingCount(work, salesPerson),
    readAgeing(work, salesPerson),
    messagesForPeople(work),
  ]);
  const debtorIds = [...new Set(unknown.flatMap(({ debtorId }) => debtorId ?? []))];
  const debtors = salesPerson === null ? [] : await readDebtors(work, debtorIds);

  const own = new Set(debtors.filter((each) => each.salesPersonNumber === salesPerson).map(({ id }) => id));

  return asking + ageing.length + unknown.filter((each) => salesPerson === null || own.has(each.debtorId ?? '')).length;
}
