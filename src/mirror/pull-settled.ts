import { done } from '../values/outcome.ts';
import { lookUpLive } from './look-up-live.ts';
import type { PullingStep } from './pull.ts';
import { openInvoiceNumbers } from './store-invoices.ts';
import { takeInInvoices } from './take-in-invoices.ts';

const numbersPerCall = 200;

/** Invoices the mirror believes open and the list of unpaid ones did not have: read by number, paid or credited. */
export const pullSettled: PullingStep['run'] = async (pull) => {
  const seen = pull.seenInvoices;
  if (seen === null) return done(null);
  const vanished = (await pull.inWork(openInvoiceNumbers)).filter((number) => !seen.has(number));

  for (let at = 0; at < vanished.length; at += numbersPerCall) {
    const invoiceNumbers = vanished.slice(at, at + numbersPerCall);
    const look = await lookUpLive(pull.tools, { grant: pull.grant, invoiceNumbers, customerNumbers: [] });
    if (look.kind !== 'done') return look;

    pull.rows += look.value.invoices.rows.length;
    const rowsDone = at + invoiceNumbers.length;
    const progress = { step: 'settled', rowsDone, rowsTotal: vanished.length, cursor: null } as const;
    const taken = await takeInInvoices(pull, look.value.invoices, progress);
    if (taken.kind !== 'done') return taken;
  }
  return done(null);
};
