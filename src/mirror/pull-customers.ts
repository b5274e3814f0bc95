import { done } from '../values/outcome.ts';
import { eachPage } from './each-page.ts';
import { noteCustomers } from './note-customers.ts';
import { observeCustomers } from './observe-customers.ts';
import type { PullingStep } from './pull.ts';
import { reactTo } from './react-to.ts';
import { setProgress } from './store-state.ts';

/** All customers with their balances, a page a transaction. */
export const pullCustomers: PullingStep['run'] = (pull, start) => {
  let rowsDone = start.rowsDone;
  if (start.cursor === null) pull.seenCustomers = new Set();
  return eachPage(
    pull.tools.wallNow,
    start.cursor,
    (cursor) => pull.tools.bookkeeping.customers(pull.grant, cursor),
    async (page, asOf) => {
      for (const row of page.rows) pull.seenCustomers?.add(row.number);
      for (const row of page.refusedRows) pull.seenCustomers?.add(row.key);
      rowsDone += page.rows.length;
      pull.rows += page.rows.length;
      await pull.inWork(async (work) => {
        await noteCustomers(work, pull.comparing, page.rows);
        const changes = await observeCustomers(work, { ...page, asOf });
        await reactTo(pull, work, changes);
        await setProgress(work, { step: 'customers', rowsDone, rowsTotal: page.total, cursor: page.next });
      });
      return done(null);
    },
  );
};
