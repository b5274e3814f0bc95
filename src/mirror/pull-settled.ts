import { done } from '../values/outcome.ts';
import { lookUpLive } from './look-up-live.ts';
import { noteExtras } from './note-extras.ts';
import { observeDeleted } from './observe-deleted.ts';
import type { PullingStep } from './pull.ts';
import { reactTo } from './react-to.ts';
import { openInvoiceKeys } from './store-invoices.ts';
import { takeInInvoices } from './take-in-invoices.ts';

const keysPerCall = 200;

/**
 * What the mirror believes open and the lists did not have: read one by one, paid or credited. What the books do not know any
 * more when asked for it was deleted there.
 */
export const pullSettled: PullingStep['run'] = async (pull) => {
  const seen = pull.seenInvoices;
  if (seen === null) return done(null);
  const vanished = (await pull.inWork(openInvoiceKeys)).filter((key) => !seen.has(key));

  for (let at = 0; at < vanished.length; at += keysPerCall) {
    const invoiceKeys = vanished.slice(at, at + keysPerCall);
    const look = await lookUpLive(pull.tools, { grant: pull.grant, invoiceKeys, customerNumbers: [] });
    if (look.kind !== 'done') return look;

    const { invoices, unknownInvoices, asOf } = look.value;
    const unknown = new Set(unknownInvoices);
    pull.rows += invoices.rows.length;
    const rowsDone = at + invoiceKeys.length;
    const progress = { step: 'settled', rowsDone, rowsTotal: vanished.length, cursor: null } as const;
    const answered = { ...invoices, refusedRows: invoices.refusedRows.filter((row) => !unknown.has(row.key)) };
    const taken = await takeInInvoices(pull, answered, progress);
    if (taken.kind !== 'done') return taken;
    if (unknown.size === 0) continue;
    await pull.inWork(async (work) => {
      await noteExtras(work, pull.comparing, 'invoice', unknownInvoices);
      await reactTo(pull, work, await observeDeleted(work, unknownInvoices, asOf));
    });
  }
  return done(null);
};
