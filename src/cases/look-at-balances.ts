/**
 * Whose balance in the books lies below the open items? A pull reads customers before invoices, and an invoice booked in
 * between would look like money that matches nothing. So those the mirror doubts are read once more, each balance and then that debtor's
 * known items, before anything is said. An orchestrator: outer calls between short works. Books that cannot be read now are
 * asked after the next pull.
 */
import { readSettings } from '../creditors/store-settings.ts';
import type { OpenWork, Work } from '../db/work.ts';
import { lookCloser } from '../mirror/look-closer.ts';
import { lookUpLive } from '../mirror/look-up-live.ts';
import { observeBooks } from '../mirror/observe-books.ts';
import { observeCustomers } from '../mirror/observe-customers.ts';
import type { Bookkeeping } from '../mirror/port.ts';
import { customerNumbers } from '../mirror/store-debtors.ts';
import { openInvoices } from '../mirror/store-invoices.ts';
import type { Instant } from '../values/day.ts';
import { type Asked, answeredFor, askedOf } from './balance-look.ts';
import { reactToBooks } from './react-to-books.ts';
import { debtorMoney } from './store-unmatched.ts';
import { saysSomething, weighMoney } from './unmatched-money.ts';
import { weighBalances } from './weigh-balances.ts';

export type BalanceTools = {
  readonly openWork: OpenWork;
  readonly bookkeeping: Bookkeeping;
  readonly wallNow: () => Instant;
  readonly readGrant: (work: Work) => Promise<string | null>;
};

const debtorsAtOnce = 200;

export async function lookAtBalances(
  tools: BalanceTools,
  { creditorId }: { readonly creditorId: string },
): Promise<void> {
  const inWork = <Value>(deed: (work: Work) => Promise<Value>) =>
    tools.openWork({ creditorId, actor: { kind: 'machine', id: 'look-at-balances' } }, deed);
  const { grant, doubted } = await inWork(async (work) => ({
    grant: await tools.readGrant(work),
    doubted: await doubtedDebtors(work),
  }));
  if (grant === null) return;

  for (let at = 0; at < doubted.length; at += debtorsAtOnce) {
    const asked = doubted.slice(at, at + debtorsAtOnce);
    const look = await lookUpLive(tools, {
      grant,
      invoiceKeys: asked.flatMap((each) => each.keys),
      customerNumbers: asked.map((each) => each.number),
    });
    if (look.kind !== 'done') return;
    const closer = await lookCloser(tools, { creditorId, grant, rows: look.value.invoices.rows });
    if (closer.kind !== 'done') return;

    await inWork(async (work) => {
      const ofCustomers = await observeCustomers(work, { ...look.value.customers, refusedRows: [] });
      const ofInvoices = await observeBooks(work, { ...look.value.invoices, refusedRows: [] }, closer.value);
      await reactToBooks(work, [...ofCustomers, ...ofInvoices]);
      await weighBalances(work, answeredFor(asked, look.value));
    });
  }
}

async function doubtedDebtors(work: Work): Promise<Asked[]> {
  const { toleranceBaseMinor: toleranceMinor } = await readSettings(work);
  const doubted = (await debtorMoney(work)).filter((money) => saysSomething(weighMoney({ ...money, toleranceMinor })));
  const ids = doubted.map((money) => money.debtorId);
  return askedOf(await customerNumbers(work, ids), await openInvoices(work, ids));
}
