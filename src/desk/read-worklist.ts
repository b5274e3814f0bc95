import { readAgeing } from '../cases/read-ageing.ts';
import { readRatesAwaited } from '../cases/read-rates-awaited.ts';
import { readAsking } from '../cases/store-worklist.ts';
import type { Member } from '../creditors/member.ts';
import { readCreditor } from '../creditors/store.ts';
import { readSettings } from '../creditors/store-settings.ts';
import type { Work } from '../db/work.ts';
import { readDebtors } from '../mirror/store-debtors.ts';
import { readEmployees, readRefusedRows } from '../mirror/store-reference.ts';
import { messagesForPeople } from '../sending/store.ts';
import { verdictContext } from './desk-frame.ts';
import { readAround } from './read-around.ts';
import { salesPersonOf } from './roles.ts';
import type { DeskTools } from './tools.ts';
import { rankedItems } from './worklist-page.ts';

const mostRefusedRows = 50;

/** Everything that waits for somebody, ranked, and what a member who sees all debtors has to mend in the books. */
export async function readWorklist(work: Work, tools: DeskTools, member: Member) {
  const salesPerson = salesPersonOf(member);
  const [creditor, settings, unknown, asking, ageing] = await Promise.all([
    readCreditor(work),
    readSettings(work),
    messagesForPeople(work),
    readAsking(work, salesPerson),
    readAgeing(work, salesPerson),
  ]);
  const on = verdictContext({ creditor, now: work.now }, settings);
  const debtorIds = [...new Set(unknown.map((each) => each.debtorId).filter((id) => id !== null))];
  const own = (await readDebtors(work, debtorIds)).filter(
    (debtor) => salesPerson === null || debtor.salesPersonNumber === salesPerson,
  );
  const debtors = new Map(own.map((debtor) => [debtor.id, { name: debtor.name, rep: debtor.salesPersonNumber }]));

  const items = rankedItems(
    {
      asking,
      ageing,
      unknown: unknown.filter((each) => salesPerson === null || debtors.has(each.debtorId ?? '')),
      debtors,
    },
    on,
  );

  const [around, awaited, refused, employees] = await Promise.all([
    readAround(work, member, tools.wallNow(), items.length),
    readRatesAwaited(work, salesPerson),
    salesPerson === null ? readRefusedRows(work, mostRefusedRows) : [],
    readEmployees(work),
  ]);
  const repNames = new Map(employees.map((employee) => [employee.number, employee.name]));
  return { around, items, awaited, refused, repNames };
}
