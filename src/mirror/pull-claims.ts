import { done } from '../values/outcome.ts';
import { eachPage } from './each-page.ts';
import { invoiceKey, refusedClaims } from './invoice-key.ts';
import type { PullingStep } from './pull.ts';
import { takeInInvoices } from './take-in-invoices.ts';
import { unlessNotPermitted } from './unless-not-permitted.ts';

/**
 * What is owed without an invoice behind it (claims booked by hand, opening entries), as far as anything is left: the whole
 * list each time, since what is matched with an old entry is told nowhere else.
 */
export const pullClaims: PullingStep['run'] = async (pull, start) => {
  let rowsDone = start.rowsDone;
  const read = await eachPage(
    pull.tools.wallNow,
    start.cursor,
    (cursor) => pull.tools.bookkeeping.openClaims(pull.grant, cursor),
    (page, asOf) => {
      const refusedRows = refusedClaims(page.refusedRows);
      for (const row of page.rows) pull.seenInvoices?.add(invoiceKey(row));
      for (const row of refusedRows) pull.seenInvoices?.add(row.key);
      rowsDone += page.rows.length;
      pull.rows += page.rows.length;
      return takeInInvoices(
        pull,
        { rows: page.rows, refusedRows, asOf },
        { step: 'claims', rowsDone, rowsTotal: page.total, cursor: page.next },
      );
    },
  );
  return unlessNotPermitted(pull, read) ?? done(null);
};
