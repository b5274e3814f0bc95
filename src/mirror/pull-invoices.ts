import { eachPage } from './each-page.ts';
import { invoiceKey } from './invoice-key.ts';
import type { PullingStep } from './pull.ts';
import type { Progress } from './store-state.ts';
import { takeInInvoices } from './take-in-invoices.ts';

/** Every invoice with something left, a page a transaction; what changed is asked about between reading and writing. */
export const pullInvoices: PullingStep['run'] = (pull, start) => {
  let rowsDone = start.rowsDone;
  if (start.cursor === null) pull.seenInvoices = new Set();
  return eachPage(
    pull.tools.wallNow,
    start.cursor,
    (cursor) => pull.tools.bookkeeping.unpaidInvoices(pull.grant, cursor),
    (page, asOf) => {
      for (const row of page.rows) pull.seenInvoices?.add(invoiceKey(row));
      for (const row of page.refusedRows) pull.seenInvoices?.add(row.key);
      rowsDone += page.rows.length;
      pull.rows += page.rows.length;
      const progress: Progress = { step: 'invoices', rowsDone, rowsTotal: page.total, cursor: page.next };
      return takeInInvoices(pull, { ...page, asOf }, progress);
    },
  );
};
